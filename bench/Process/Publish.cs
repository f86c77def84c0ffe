using System.Diagnostics;

namespace Stopinator.Bench;

/// <summary>Publishes the programs to be measured.</summary>
internal static class Publish
{
    /// <summary>Publishes a program in one of the ways of <c>bench/Programs/Directory.Build.props</c>.</summary>
    /// <returns>The path of the program, without an extension.</returns>
    public static async Task<string> ToAsync(string program, string way)
    {
        var start = new ProcessStartInfo(
            Layout.Dotnet,
            ["publish", Path.Combine(Layout.Bench, "Programs", program), "--configuration", "Release", $"-p:Way={way}", "--verbosity", "quiet", "--nologo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(Layout.Root, "artifacts", "publish", program, way, program)
            : throw new InvalidOperationException($"{program} cannot be published: {output}");
    }
}
