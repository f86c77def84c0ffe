using Stopinator.Packages.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A place of its own for <c>dotnet new</c> to keep templates in, so that those of the user are left alone.</summary>
public sealed class TemplateHive
{
    // dotnet new locks files of its hive, and fails when another process has locked them.
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly string _hive;
    private readonly string _root;

    private readonly Lazy<Task> _installed;
    private readonly Lazy<Task<TemplateEngine>> _engine;

    /// <summary>Creates it. The template is installed when it is first needed.</summary>
    /// <param name="root">An empty folder for all that is written.</param>
    /// <param name="source">A clone of the repository, or the file of the package.</param>
    public TemplateHive(string root, string source)
    {
        _root = Directory.CreateDirectory(root).FullName;
        _hive = Path.Combine(root, "hive");
        _installed = new(() => RunAsync(["install", source]));
        _engine = new(() => TemplateEngine.InstallAsync(source));
    }

    /// <summary>Generates a project from a clone, without the command; <c>CommandTests</c> compares the two.</summary>
    /// <param name="combination">Name and options.</param>
    /// <param name="folder">The folder to generate into.</param>
    public async Task<GeneratedProject> GenerateAsync(Combination combination, string folder)
    {
        var output = Path.Combine(_root, folder);
        await (await _engine.Value).GenerateAsync(combination, output);
        return new GeneratedProject(combination, output);
    }

    /// <summary>Generates projects from a clone likewise, into folders with numbers.</summary>
    public async Task<IReadOnlyList<GeneratedProject>> GenerateAllAsync(IEnumerable<Combination> combinations, string folder)
    {
        var projects = new List<GeneratedProject>();
        foreach (var (index, combination) in combinations.Index())
        {
            projects.Add(await GenerateAsync(combination, Path.Combine(folder, $"{index:00}")));
        }

        return projects;
    }

    /// <summary>Generates a project with the command.</summary>
    /// <param name="combination">Name and options.</param>
    /// <param name="folder">The folder to generate into.</param>
    public async Task<GeneratedProject> GenerateByCommandAsync(Combination combination, string folder)
    {
        var output = Path.Combine(_root, folder);
        await NewAsync(["stopinator-lambda", "--name", combination.Name, "--output", output, .. combination.Arguments]);
        return new GeneratedProject(combination, output);
    }

    /// <summary>Runs <c>dotnet new</c>.</summary>
    public async Task<string> NewAsync(params string[] arguments)
    {
        await _installed.Value;
        return await RunAsync(arguments);
    }

    /// <summary>Runs <c>dotnet new</c> with options that it is expected to refuse.</summary>
    internal async Task<CommandResult> TryAsync(params string[] arguments)
    {
        await _installed.Value;
        return await InTurnAsync(() =>
            Command.RunAsync("dotnet", _root, DotNet.UsersEnvironment(), ["new", .. arguments, "--debug:custom-hive", _hive]));
    }

    private Task<string> RunAsync(string[] arguments) => InTurnAsync(() =>
        DotNet.RunAsync(_root, new Dictionary<string, string>(), ["new", .. arguments, "--debug:custom-hive", _hive]));

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
