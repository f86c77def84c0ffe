using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stopinator.Bench;

/// <summary>Runs a program to its end, with its time and the processor time of all its threads.</summary>
internal static partial class ChildRun
{
    private const int Children = -1;

    /// <summary>Runs a program. No other child may end meanwhile.</summary>
    /// <param name="endpoint">Where its AWS client is to send its calls.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<(Measured Measured, string Output)> RunAsync(Uri endpoint, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in Environment(endpoint))
        {
            start.Environment[name] = value;
        }

        var cpu = CpuOfChildren();
        var started = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var measured = new Measured(TimeProvider.System.GetElapsedTime(started), CpuOfChildren() - cpu);
        return process.ExitCode == 0
            ? (measured, output.Trim())
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {output}");
    }

    private static Dictionary<string, string> Environment(Uri endpoint) => new(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_EC2"] = endpoint.ToString(),
        ["AWS_REGION"] = "us-east-1",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "any",
        ["AWS_SECRET_ACCESS_KEY"] = "key",
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
    };

    private static TimeSpan CpuOfChildren()
    {
        var usage = new long[32];
        return GetResourceUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException("The processor time of children is not to be had here.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetResourceUsage(int who, [Out] long[] usage);
}
