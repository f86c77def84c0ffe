using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>One program, built in the ordinary way and published trimmed into a single file; and the world it runs in.</summary>
public sealed class SmokePrograms(PackedFeed feed) : IAsyncLifetime
{
    private static readonly string[] Packages = ["Stopinator", "Microsoft.Extensions.Configuration.Json", "Microsoft.Extensions.DependencyInjection"];

    // Every warning of the trimmer is shown, one by one, and is an error; so is a reference that does not claim to be fit for trimming. The
    // same claim for native AOT cannot be asked for: AWSSDK.Core is built with an SDK that does not write it.
    private static readonly (string Name, string Value)[] Trimmed =
    [
        ("UseCurrentRuntimeIdentifier", "true"),
        ("PublishTrimmed", "true"),
        ("TrimMode", "full"),
        ("PublishSingleFile", "true"),
        ("SuppressTrimAnalysisWarnings", "false"),
        ("TrimmerSingleWarn", "false"),
        ("IsAotCompatible", "true"),
        ("VerifyReferenceTrimCompatibility", "true"),
        ("InvariantGlobalization", "true"),
    ];

    private readonly Dictionary<string, SmokeProgram> _programs = new(StringComparer.Ordinal);
    private AwsServices? _services;

    internal AwsServices Services => _services!;

    internal HomeFolder Home { get; } = new(Path.Combine(feed.Root, "home"));

    internal SmokeProgram this[string kind] => _programs[kind];

    public async ValueTask InitializeAsync()
    {
        _services = await AwsServices.StartAsync();
        var ordinary = Project("Ordinary", Packages).BuildAsync();
        var trimmed = Project("Trimmed", [.. Packages, "AWSSDK.SSO", "AWSSDK.SSOOIDC"], Trimmed).PublishAsync();
        _programs["ordinary"] = new SmokeProgram(await ordinary, Home);
        _programs["trimmed"] = new SmokeProgram(await trimmed, Home);
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private ScratchProject Project(string name, string[] packages, params (string Name, string Value)[] properties)
    {
        var project = new ScratchProject(feed, name, packages, properties);
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests/Stopinator.Packages.Tests/Programs/Smoke"), "*.cs"))
        {
            project.Write(Path.GetFileName(file), File.ReadAllText(file));
        }

        return project;
    }
}
