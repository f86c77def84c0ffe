using System.Diagnostics;
using Stopinator.Tests.Shared;

namespace ColdStart;

/// <summary>Publishes the peers as the template publishes a function.</summary>
internal static class Publisher
{
    private static readonly string Root = Path.Combine(Repository.Root, "artifacts", "bench");

    /// <summary>For the managed runtime: started by <c>dotnet Name.dll</c>.</summary>
    public static string[] Managed(string name) => ["dotnet", Path.Combine(Publish(name, "managed", "--no-self-contained", "-p:UseAppHost=false"), $"{name}.dll")];

    /// <summary>For a custom runtime: one file that brings everything along.</summary>
    public static string[] Custom(string name) =>
        [Path.Combine(Publish(name, "custom", "--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:TrimMode=full"), name)];

    private static string Publish(string name, string kind, params string[] arguments)
    {
        var folder = Path.Combine(Root, kind, name);
        using var publish = Process.Start(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "bench/peers", name), "--configuration", "Release", "--use-current-runtime", "--output", folder,
                "-p:RunAnalyzers=false", $"-p:ArtifactsPath={Path.Combine(Root, "build", kind)}", "--verbosity", "quiet", "--nologo", .. arguments,
            ]);
        publish.WaitForExit();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"{name} could not be published.");
    }
}
