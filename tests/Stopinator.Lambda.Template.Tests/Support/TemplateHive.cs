using Stopinator.Packages.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A place of its own for <c>dotnet new</c> to keep templates in, so that those of the user are left alone.</summary>
public sealed class TemplateHive
{
    // dotnet new locks files of its hive, and fails when another process has locked them.
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly string _hive;
    private readonly string _root;

    private TemplateHive(string root)
    {
        _root = root;
        _hive = Path.Combine(root, "hive");
    }

    /// <summary>Installs the template into a new hive.</summary>
    /// <param name="root">An empty folder for all that is written.</param>
    /// <param name="source">A clone of the repository, or the file of the package.</param>
    public static async Task<TemplateHive> InstallAsync(string root, string source)
    {
        var hive = new TemplateHive(Directory.CreateDirectory(root).FullName);
        await hive.NewAsync("install", source);
        return hive;
    }

    /// <summary>Generates a project.</summary>
    /// <param name="combination">Name and options.</param>
    /// <param name="folder">The folder to generate into; by default one named after the project.</param>
    public async Task<GeneratedProject> GenerateAsync(Combination combination, string? folder = null)
    {
        var output = Path.Combine(_root, folder ?? combination.Name);
        await NewAsync(["stopinator-lambda", "--name", combination.Name, "--output", output, .. combination.Arguments]);
        return new GeneratedProject(combination, output);
    }

    /// <summary>Generates projects into folders with numbers.</summary>
    public async Task<IReadOnlyList<GeneratedProject>> GenerateAllAsync(IEnumerable<Combination> combinations, string folder = "")
    {
        var projects = new List<GeneratedProject>();
        foreach (var (index, combination) in combinations.Index())
        {
            projects.Add(await GenerateAsync(combination, Path.Combine(folder, $"{index:00}")));
        }

        return projects;
    }

    /// <summary>Runs <c>dotnet new</c>.</summary>
    public Task<string> NewAsync(params string[] arguments) => InTurnAsync(() =>
        DotNet.RunAsync(_root, new Dictionary<string, string>(), ["new", .. arguments, "--debug:custom-hive", _hive]));

    /// <summary>Runs <c>dotnet new</c> with options that it is expected to refuse.</summary>
    internal Task<CommandResult> TryAsync(params string[] arguments) => InTurnAsync(() =>
        Command.RunAsync("dotnet", _root, DotNet.UsersEnvironment(), ["new", .. arguments, "--debug:custom-hive", _hive]));

    private static async Task<TResult> InTurnAsync<TResult>(Func<Task<TResult>> run)
    {
        await Turn.WaitAsync();
        try
        {
            return await run();
        }
        finally
        {
            Turn.Release();
        }
    }
}
