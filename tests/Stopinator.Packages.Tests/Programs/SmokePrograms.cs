using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>
/// One program in every form of <see cref="ProgramForms"/>, and the world it runs in. Published forms take minutes, so they are made only for
/// long tests.
/// </summary>
public sealed class SmokePrograms(PackedFeed feed) : IAsyncLifetime
{
    private static readonly string[] Packages =
    [
        "Stopinator",
        "AWSSDK.Extensions.NETCore.Setup",
        "Microsoft.Extensions.Configuration.Json",
        "Microsoft.Extensions.DependencyInjection",
    ];

    // For the profiles for which a person signs in. The ordinary program does without, and says so.
    private static readonly string[] SignIn = ["AWSSDK.SSO", "AWSSDK.SSOOIDC"];

    // Every warning of the trimmer and of the native compiler is shown, one by one, and is an error.
    private static readonly (string Name, string Value)[] Published =
    [
        ("UseCurrentRuntimeIdentifier", "true"),
        ("SuppressTrimAnalysisWarnings", "false"),
        ("TrimmerSingleWarn", "false"),
        ("IsAotCompatible", "true"),
        ("InvariantGlobalization", "true"),

        // A reference that does not claim to be fit for trimming is an error too. The same claim for Native AOT cannot be asked for: the
        // assemblies of the AWS SDK are built with an SDK that does not write it.
        ("VerifyReferenceTrimCompatibility", "true"),
    ];

    private static readonly (string Name, string Value)[] Trimmed =
        [.. Published, ("PublishTrimmed", "true"), ("TrimMode", "full"), ("PublishSingleFile", "true")];

    private static readonly (string Name, string Value)[] Native =
        [.. Published, ("PublishAot", "true"), ("CopyOutputSymbolsToPublishDirectory", "false")];

    private readonly Dictionary<string, SmokeProgram> _programs = new(StringComparer.Ordinal);
    private AwsServices? _services;

    internal AwsServices Services => _services!;

    internal HomeFolder Home { get; } = new(Path.Combine(feed.Root, "home"));

    /// <summary>The program in a form. Skips the test where the form cannot be made.</summary>
    internal SmokeProgram this[string form]
    {
        get
        {
            if (form != ProgramForms.Ordinary)
            {
                LongTests.Require();
            }

            if (!_programs.ContainsKey(form))
            {
                NativeCompiler.Skip();
            }

            return _programs[form];
        }
    }

    public async ValueTask InitializeAsync()
    {
        _services = await AwsServices.StartAsync();
        await AddAsync(ProgramForms.Ordinary, Project("Ordinary", Packages).BuildAsync());
        if (!LongTests.AreOn)
        {
            return;
        }

        await AddAsync(ProgramForms.Trimmed, Project("Trimmed", [.. Packages, .. SignIn], Trimmed).PublishAsync());
        if (await NativeCompiler.IsThereAsync())
        {
            await AddAsync(ProgramForms.Native, Project("Native", [.. Packages, .. SignIn], Native).PublishAsync());
        }
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private async Task AddAsync(string form, Task<string[]> commandLine) => _programs[form] = new SmokeProgram(await commandLine, Home);

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
