using System.Diagnostics;

namespace Stopinator.Bench;

/// <summary>The scripts in <c>bench/peers</c>.</summary>
internal static class Peers
{
    private static readonly Lazy<string?> Interpreter = new(FindPython);

    /// <summary>The interpreter itself, since a shim on the path, e.g. pyenv's, takes time of its own at each start.</summary>
    public static string Python => Interpreter.Value ?? throw new InvalidOperationException("There is no python3 with boto3.");

    /// <summary>Returns true when the peers can run, and says so when they cannot.</summary>
    public static bool AreThere()
    {
        if (Interpreter.Value is null)
        {
            Console.WriteLine("skipped: the peers need python3 with boto3 (pip install boto3).\n");
        }

        return Interpreter.Value is not null;
    }

    public static string Script(string name) => Path.Combine(Layout.Bench, "peers", name);

    private static string? FindPython()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", "import boto3, sys; print(sys.executable)"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var path = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && path.Length > 0 ? path : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
