using System.Diagnostics;
using System.IO.Compression;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Packages.Tests.Programs.Function;

/// <summary>A published function.</summary>
/// <param name="Folder">What goes into the zip.</param>
/// <param name="CommandLine">What starts it.</param>
/// <param name="Home">The home folder it runs with.</param>
internal sealed record PublishedFunction(string Folder, string[] CommandLine, HomeFolder Home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The size of the zip.</summary>
    public async Task<long> ZipAsync()
    {
        using var zip = new MemoryStream();
        await ZipFile.CreateFromDirectoryAsync(Folder, zip, CompressionLevel.SmallestSize, includeBaseDirectory: false);
        return zip.Length;
    }

    /// <summary>Starts it in an environment that holds nothing of this machine, and ends it afterwards.</summary>
    public async Task<TResult> ServeAsync<TResult>(
        LambdaRuntime lambda, Uri ec2, IEnumerable<(string Name, string Value)> variables, Func<Task<TResult>> use)
    {
        var start = new ProcessStartInfo(CommandLine[0], CommandLine[1..]) { UseShellExecute = false, WorkingDirectory = Folder };
        start.Environment.Clear();
        (string Name, string Value)[] all =
        [
            ("PATH", Environment.GetEnvironmentVariable("PATH") ?? ""),
            ("HOME", Home.Path),
            ("USERPROFILE", Home.Path),
            ("AWS_CONFIG_FILE", Home.ConfigFile),
            ("AWS_SHARED_CREDENTIALS_FILE", Home.CredentialsFile),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_LAMBDA_RUNTIME_API", lambda.Api),
            ("AWS_LAMBDA_FUNCTION_NAME", "night-stop"),
            ("AWS_ENDPOINT_URL_EC2", ec2.ToString()),
            ("STOPINATOR_SCOPE", "tag:Env=dev"),
            ("STOPINATOR_LOG_LEVEL", "none"),
            ("STOPINATOR_METRICS", "false"),
            .. variables,
        ];
        foreach (var (name, value) in all)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            return await use().WaitAsync(Patience);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
