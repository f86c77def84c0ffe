using System.Text.Json;
using Microsoft.TemplateEngine.Abstractions;
using Microsoft.TemplateEngine.Abstractions.Installer;
using Microsoft.TemplateEngine.Edge;
using Microsoft.TemplateEngine.Edge.Settings;
using Microsoft.TemplateEngine.Edge.Template;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>
/// The template engine of the SDK, which <c>dotnet new</c> runs, in this process: a project takes a fraction of the time. The engine takes
/// symbols, and the command takes options.
/// </summary>
internal sealed class TemplateEngine
{
    private readonly TemplateCreator _creator;
    private readonly ITemplateInfo _template;
    private readonly Dictionary<string, string> _symbols;

    private TemplateEngine(TemplateCreator creator, ITemplateInfo template, Dictionary<string, string> symbols)
    {
        _creator = creator;
        _template = template;
        _symbols = symbols;
    }

    /// <summary>Installs the template, with settings that are kept in memory.</summary>
    /// <param name="clone">A clone of the repository.</param>
    public static async Task<TemplateEngine> InstallAsync(string clone)
    {
        var host = new DefaultTemplateEngineHost(
            "stopinator-tests",
            "1.0.0",
            null,
            [.. Components.AllComponents, .. Microsoft.TemplateEngine.Orchestrator.RunnableProjects.Components.AllComponents]);

        // They are used until the process ends.
        var settings = new EngineEnvironmentSettings(host, virtualizeSettings: true);
        var packages = new TemplatePackageManager(settings);
        var results = await packages.GetBuiltInManagedProvider(InstallationScope.Global)
            .InstallAsync([new InstallRequest(clone)], CancellationToken.None);
        Assert.True(results[0].Success, results[0].ErrorMessage);
        var template = Assert.Single(await packages.GetTemplatesAsync(CancellationToken.None));
        return new TemplateEngine(new TemplateCreator(settings), template, ReadSymbols(Path.Combine(clone, ".template.config")));
    }

    /// <summary>Generates a project; fails the test with what the engine says against it.</summary>
    public async Task GenerateAsync(Combination combination, string folder)
    {
        var result = await _creator.InstantiateAsync(_template, combination.Name, null, folder, ValuesOf(combination));

        Assert.True(
            result.Status == CreationResultStatus.Success,
            $"{combination}: {result.Status}: {result.ErrorMessage}");

        // The only action of the template is the refusal of its options.
        Assert.All(result.CreationResult!.PostActions, action => Assert.Fail($"{combination}: {action.Description}"));
    }

    private static Dictionary<string, string> ReadSymbols(string configuration)
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(configuration, "dotnetcli.host.json")));
        return host.RootElement.GetProperty("symbolInfo").EnumerateObject().ToDictionary(
            symbol => $"--{symbol.Value.GetProperty("longName").GetString()}", symbol => symbol.Name, StringComparer.Ordinal);
    }

    // An option without a value is a switch.
    private Dictionary<string, string?> ValuesOf(Combination combination)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var arguments = combination.Arguments;
        for (var index = 0; index < arguments.Length; index++)
        {
            var symbol = _symbols[arguments[index]];
            var isSwitch = index + 1 == arguments.Length || _symbols.ContainsKey(arguments[index + 1]);
            values.Add(symbol, isSwitch ? "true" : arguments[++index]);
        }

        return values;
    }
}
