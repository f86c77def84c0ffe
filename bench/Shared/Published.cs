using System.Diagnostics;

namespace Stopinator.Bench;

/// <summary>A program published in a form of <c>bench/Forms.props</c>: <c>managed</c>, <c>single</c> or <c>aot</c>.</summary>
/// <param name="Folder">Where its files are.</param>
/// <param name="Command">What starts it.</param>
internal sealed record Published(string Folder, string[] Command)
{
    /// <summary>Publishes a program.</summary>
    /// <param name="project">Its folder in <c>bench</c>.</param>
    /// <param name="form">The form.</param>
    public static async Task<Published> CreateAsync(string project, string form)
    {
        var name = Path.GetFileName(project);
        var folder = Path.Combine(Layout.Root, "artifacts", "publish", name, form);

        // What an earlier publish left there would be counted in its size.
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var start = new ProcessStartInfo(
            Layout.Dotnet,
            ["publish", Path.Combine(Layout.Bench, project), "--configuration", "Release", $"-p:Form={form}", "-p:RunAnalyzers=false", "--verbosity", "quiet", "--nologo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode != 0 ? throw new InvalidOperationException($"{project} cannot be published as {form}: {output}")
            : new Published(folder, form == "managed" ? [Layout.Dotnet, Path.Combine(folder, name + ".dll")] : [Path.Combine(folder, name)]);
    }
}
