using System.Diagnostics;

namespace Stopinator.Bench;

/// <summary>The scripts in <c>bench/peers</c>.</summary>
internal static class Peers
{
    private static readonly Lazy<bool> HasBoto3 = new(() =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", "import boto3"]) { UseShellExecute = false, RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    /// <summary>Whether they can run; says so when not.</summary>
    public static bool AreThere()
    {
        if (!HasBoto3.Value)
        {
            Console.WriteLine("skipped: the peers need python3 with boto3 (pip install boto3).\n");
        }

        return HasBoto3.Value;
    }

    public static string Script(string name) => Path.Combine(Layout.Bench, "peers", name);
}
