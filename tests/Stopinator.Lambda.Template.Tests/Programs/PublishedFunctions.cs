using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>The functions that are published, each once, and the world they run in.</summary>
public sealed partial class PublishedFunctions(Scratch scratch) : IAsyncLifetime
{
    private readonly Dictionary<string, Task<Publication>> _functions = new(StringComparer.Ordinal);
    private AwsServices? _services;

    internal AwsServices Services => _services!;

    internal HomeFolder Home { get; } = new(Path.Combine(scratch.Root, "home"));

    public async ValueTask InitializeAsync() => _services = await AwsServices.StartAsync();

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    /// <summary>
    /// The function of the headline command: for a runtime, for the architecture arm64, by tags, by tags from a source as native code, or
    /// at targets.
    /// </summary>
    /// <remarks>Skips the test where native code is asked for and cannot be made.</remarks>
    internal async Task<Publication> OfAsync(Stranger stranger, string kind)
    {
        if (kind.StartsWith("aot", StringComparison.Ordinal) && !await NativeCompiler.IsThereAsync())
        {
            NativeCompiler.Skip();
        }

        return await (_functions.TryGetValue(kind, out var function) ? function : _functions[kind] = PublishAsync(stranger, kind));
    }

    /// <summary>An environment that holds nothing of this machine: what the infrastructure sets, where AWS is, and these variables.</summary>
    internal Dictionary<string, string> EnvironmentOf(Publication function, SimulatedEc2 ec2, Dictionary<string, string> variables)
    {
        var environment = new Dictionary<string, string>(function.Variables, StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = Home.Path,
            ["USERPROFILE"] = Home.Path,
            ["AWS_CONFIG_FILE"] = Home.ConfigFile,
            ["AWS_SHARED_CREDENTIALS_FILE"] = Home.CredentialsFile,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.ToString(),
            ["AWS_ENDPOINT_URL_STS"] = Services.Endpoint,
            ["AWS_ENDPOINT_URL_SSO"] = Services.Endpoint,
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }

    private static async Task<Publication> PublishAsync(Stranger stranger, string kind)
    {
        string[] choice = kind switch
        {
            "arm64" => ["--architecture", "arm64"],
            "tags" => ["--mode", "tags"],
            "targets" => ["--targets"],
            "custom targets" or "aot targets" => ["--runtime", kind.Split(' ')[0], "--targets"],
            "aot tags" => ["--runtime", "aot", "--mode", "tags", "--schedules-from", "ssm:/power/schedules"],
            _ => ["--runtime", kind],
        };
        var project = await stranger.GenerateAsync(
            new Combination("NightStop", ["--instance-tag", "Env=dev", "--stop", "20:00", "--start", "07:00", "--days", "MON-FRI", "--time-zone", "Europe/Paris", .. choice]), kind);
        if (project.Combination.HasTargets)
        {
            // What the README asks of the user.
            var targets = await File.ReadAllTextAsync(project.Targets);
            await File.WriteAllTextAsync(project.Targets, Accounts().Replace(targets, SimulatedAccounts.List));
        }

        string[] properties = kind == "arm64" ? ["-p:PublishReadyToRun=false"] : [];
        return await Publication.OfAsync(stranger, project, properties);
    }

    [GeneratedRegex("\"accounts\": \\[.*\\]", RegexOptions.Singleline)]
    private static partial Regex Accounts();
}
