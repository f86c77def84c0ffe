using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Programs.Function;

/// <summary>The whole program of a function, published for the managed runtime and for a custom one, and the world it runs in.</summary>
public sealed class FunctionPrograms(PackedFeed feed) : IAsyncLifetime
{
    /// <summary>The managed runtime, which brings .NET.</summary>
    public const string Managed = "managed";

    /// <summary>A custom runtime: one trimmed file that holds .NET.</summary>
    public const string Custom = "custom";

    /// <summary>A custom runtime: a native executable.</summary>
    public const string Native = "native";

    private static readonly (string Name, string Value)[] Common =
    [
        ("InvariantGlobalization", "true"),
        ("UseCurrentRuntimeIdentifier", "true"),
        ("DebugType", "none"),
        ("GenerateDocumentationFile", "false"),
    ];

    private static readonly (string Name, string Value)[] Compiled = [.. Common, ("PublishReadyToRun", "true"), ("TieredPGO", "false")];

    // Every warning of the trimmer and of the native compiler is shown, one by one, and is an error.
    private static readonly (string Name, string Value)[] Shown =
        [("UseSystemResourceKeys", "true"), ("SuppressTrimAnalysisWarnings", "false"), ("TrimmerSingleWarn", "false")];

    private static readonly Dictionary<string, (string Name, string Value)[]> Properties = new(StringComparer.Ordinal)
    {
        [Managed] = [.. Compiled, ("SelfContained", "false"), ("UseAppHost", "false")],
        [Custom] =
            [.. Compiled, .. Shown, ("SelfContained", "true"), ("PublishSingleFile", "true"), ("PublishTrimmed", "true"), ("TrimMode", "full")],
        // As the template's profile.
        [Native] =
        [
            .. Common, .. Shown, ("PublishAot", "true"), ("OptimizationPreference", "Size"), ("IlcFoldIdenticalMethodBodies", "true"),
            ("CopyOutputSymbolsToPublishDirectory", "false"),
        ],
    };

    private readonly Dictionary<string, PublishedFunction> _programs = new(StringComparer.Ordinal);
    private AwsServices? _services;

    internal AwsServices Services => _services!;

    internal HomeFolder Home { get; } = new(Path.Combine(feed.Root, "home-of-functions"));

    /// <summary>The kinds of runtime.</summary>
    internal static IEnumerable<string> Kinds => Properties.Keys;

    /// <summary>The function for a kind of runtime. Skips the test where it cannot be made.</summary>
    internal PublishedFunction this[string kind]
    {
        get
        {
            if (!_programs.ContainsKey(kind))
            {
                NativeCompiler.Skip();
            }

            return _programs[kind];
        }
    }

    public async ValueTask InitializeAsync()
    {
        _services = await AwsServices.StartAsync();
        if (!LongTests.AreOn)
        {
            return;
        }

        _programs[Managed] = await PublishAsync("ManagedFunction", Managed, file => ["dotnet", $"{file}.dll"]);
        _programs[Custom] = await PublishAsync("CustomFunction", Custom, file => [file]);
        if (await NativeCompiler.IsThereAsync())
        {
            _programs[Native] = await PublishAsync("NativeFunction", Native, file => [file]);
        }
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private async Task<PublishedFunction> PublishAsync(string name, string kind, Func<string, string[]> commandLine)
    {
        var project = new ScratchProject(feed, name, ["Stopinator.Lambda"], Properties[kind]);
        project.Write("Program.cs", Repository.Read("tests/Stopinator.Packages.Tests/Programs/Function/Program/Program.cs"));
        await project.PublishAsync();

        // Moved to a folder of its own, as a zip is unpacked: nothing of the build stays beside it.
        var output = Path.Combine(feed.Root, $"{name}-unpacked");
        Directory.Move(Path.Combine(project.Folder, "out"), output);
        return new PublishedFunction(output, commandLine(Path.Combine(output, name)), Home);
    }
}
