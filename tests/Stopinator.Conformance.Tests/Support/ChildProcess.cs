using System.ComponentModel;
using System.Diagnostics;

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Runs AWS's tools with made-up credentials, and without the AWS settings of the machine.</summary>
internal static class ChildProcess
{
    public const string AccessKeyId = "AKIDEXAMPLE";
    public const string Region = "us-east-1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string Nowhere = Path.Combine(AppContext.BaseDirectory, "no-such-file");

    /// <summary>Starts a command; null when there is no such command.</summary>
    public static Process? Start(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment);
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs a command to its end; null when there is no such command.</summary>
    public static async Task<CommandResult?> RunAsync(string command, params IEnumerable<string> arguments)
    {
        using var process = Start(command, arguments);
        if (process is null)
        {
            return null;
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            Kill(process);
        }
    }

    public static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static void SetEnvironment(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsSettingOfAws).ToList())
        {
            environment.Remove(name);
        }

        environment["AWS_ACCESS_KEY_ID"] = AccessKeyId;
        environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        environment["AWS_REGION"] = Region;
        environment["AWS_DEFAULT_REGION"] = Region;
        environment["AWS_CONFIG_FILE"] = Nowhere;
        environment["AWS_SHARED_CREDENTIALS_FILE"] = Nowhere;
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_MAX_ATTEMPTS"] = "1";
        environment["AWS_PAGER"] = "";
        environment["NO_PROXY"] = "127.0.0.1";
        environment["no_proxy"] = "127.0.0.1";
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["PYTHONUTF8"] = "1";
    }

    private static bool IsSettingOfAws(string name) => Array.Exists(
        ["AWS_", "BOTO", "MOTO_", "INITIAL_NO_AUTH"], prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
