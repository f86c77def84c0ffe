using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Tool.Tests;

/// <summary>The tool as a native program: it is published as docs/tool.md says, without a warning, and does the same.</summary>
public sealed class NativeTests
{
    [LongFact]
    public async Task Publish_AsNativeAot_WarnsOfNothingAndRuns()
    {
        if (!await NativeCompiler.IsThereAsync())
        {
            NativeCompiler.Skip();
        }

        var folder = Directory.CreateTempSubdirectory("stopinator-native-");
        try
        {
            var published = Path.Combine(folder.FullName, "published");
            var log = await DotNet.RunAsync(
                Repository.Root, new Dictionary<string, string>(),
                "publish", "src/Stopinator.Tool", "-c", "Release", "--use-current-runtime", "-p:PublishAot=true", "-p:TrimmerSingleWarn=false",
                "-p:RunAnalyzers=false", $"-p:ArtifactsPath={folder.FullName}", "-o", published);
            var program = Path.Combine(published, "Stopinator.Tool");
            await using var ec2 = await SimulatedEc2.StartAsync(
                fleet => fleet.Add(2, instance => instance.Named("web").Running()),
                new SimulatedEc2Options { StopDuration = TimeSpan.Zero });

            var version = await Command.RunAsync(program, folder.FullName, DotNet.UsersEnvironment(), "--version");
            var stopped = await Command.RunAsync(
                program, folder.FullName, DotNet.UsersEnvironment(), "stop", "all", "--yes", "--endpoint", ec2.Endpoint.ToString());
            var shown = await Command.RunAsync(
                program, folder.FullName, DotNet.UsersEnvironment(), "schedule", "show", "mon-fri 07:00-20:00 Europe/Paris");

            Assert.DoesNotContain("warning", log, StringComparison.OrdinalIgnoreCase);
            Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+", version.Output);
            Assert.Contains("stop: 2 reached (of 2 instances, 1 call).", stopped.Output, StringComparison.Ordinal);
            Assert.Contains("Running 65 h", shown.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
