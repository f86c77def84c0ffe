using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Programs.Function;

/// <summary>The whole program of a function, published for the managed runtime and for a custom one; and the world it runs in.</summary>
public sealed class FunctionPrograms(PackedFeed feed) : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Common =
    [
        ("InvariantGlobalization", "true"),
        ("UseCurrentRuntimeIdentifier", "true"),
        ("PublishReadyToRun", "true"),
        ("TieredPGO", "false"),
        ("DebugType", "none"),
        ("GenerateDocumentationFile", "false"),
    ];

    private static readonly (string Name, string Value)[] Managed = [.. Common, ("SelfContained", "false"), ("UseAppHost", "false")];

    private static readonly (string Name, string Value)[] Custom =
    [
        .. Common,
        ("SelfContained", "true"),
        ("PublishSingleFile", "true"),
        ("PublishTrimmed", "true"),
        ("TrimMode", "full"),
        ("UseSystemResourceKeys", "true"),
        ("SuppressTrimAnalysisWarnings", "false"),
        ("TrimmerSingleWarn", "false"),
    ];

    private readonly Dictionary<string, PublishedFunction> _programs = new(StringComparer.Ordinal);
    private AwsServices? _services;

    internal AwsServices Services => _services!;

    internal HomeFolder Home { get; } = new(Path.Combine(feed.Root, "home-of-functions"));

    internal PublishedFunction this[string kind] => _programs[kind];

    public async ValueTask InitializeAsync()
    {
        _services = await AwsServices.StartAsync();
        _programs["managed"] = await PublishAsync("ManagedFunction", Managed, file => ["dotnet", $"{file}.dll"]);
        _programs["custom"] = await PublishAsync("CustomFunction", Custom, file => [file]);
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private async Task<PublishedFunction> PublishAsync(string name, (string Name, string Value)[] properties, Func<string, string[]> commandLine)
    {
        var project = new ScratchProject(feed, name, ["Stopinator.Lambda"], properties);
        project.Write("Program.cs", Repository.Read("tests/Stopinator.Packages.Tests/Programs/Function/Program/Program.cs"));
        await project.PublishAsync();

        // Moved to a folder of its own, as a zip is unpacked: nothing of the build stays beside it.
        var output = Path.Combine(feed.Root, $"{name}-unpacked");
        Directory.Move(Path.Combine(project.Folder, "out"), output);
        return new PublishedFunction(output, commandLine(Path.Combine(output, name)), Home);
    }
}
