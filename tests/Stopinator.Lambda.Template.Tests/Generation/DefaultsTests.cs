using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The template, and the project that it generates by default.</summary>
public sealed partial class DefaultsTests(Scratch scratch)
{
    private static readonly Combination Plain = new("NightStop", "--instance-tag", "Env=dev");

    [Fact]
    public async Task Generate_WithDefaults_GivesTheseFiles()
    {
        var project = await scratch.Clone.GenerateAsync(Plain, "plain");

        Assert.Equal(
            [
                ".editorconfig", ".gitignore", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
                "LICENSE", "NightStop.slnx", "README.md",
                "events/dry-run.json", "events/schedule.json", "events/start.json", "events/stop.json",
                "infra/samconfig.toml", "infra/template.yaml",
                "src/NightStop/NightStop.csproj", "src/NightStop/Program.cs",
                "src/NightStop/Properties/PublishProfiles/Lambda.pubxml", "src/NightStop/Properties/launchSettings.json",
                "tests/NightStop.Tests/FunctionTests.cs", "tests/NightStop.Tests/NightStop.Tests.csproj",
            ],
            project.Files);
        GeneratedText.Check(project);
        Assert.StartsWith("MIT No Attribution", project.Read("LICENSE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_InTheHelp_AreThePlainOnesEachWithAShortNameAndADescription()
    {
        var help = await scratch.Clone.NewAsync("stopinator-lambda", "--help");
        using var template = JsonDocument.Parse(Repository.Read(".template.config/template.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        using var host = JsonDocument.Parse(Repository.Read(".template.config/dotnetcli.host.json"));
        var parameters = template.RootElement.GetProperty("symbols").EnumerateObject()
            .Where(symbol => symbol.Value.GetProperty("type").GetString() == "parameter")
            .ToLookup(symbol => host.RootElement.GetProperty("symbolInfo").GetProperty(symbol.Name).TryGetProperty("isHidden", out _));

        // A contradiction is an option for the template engine, and none for people.
        Assert.All(parameters[true], contradiction => Assert.True(contradiction.Value.TryGetProperty("isRequired", out _)));
        Assert.DoesNotContain("contradict", help, StringComparison.Ordinal);

        Assert.True(parameters[false].Count() > 15);
        Assert.All(parameters[false], parameter =>
        {
            var names = host.RootElement.GetProperty("symbolInfo").GetProperty(parameter.Name);

            // An option whose name dotnet new has itself would be there as --param:name.
            Assert.Contains($"  -{names.GetProperty("shortName")}, --{names.GetProperty("longName")}", help, StringComparison.Ordinal);
            Assert.InRange(parameter.Value.GetProperty("description").GetString()!.Length, 10, 200);
        });
    }

    [Fact]
    public void Versions_OfTheGeneratedPackages_AreThoseOfTheRepository()
    {
        var version = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
        var ours = PackageVersions(Repository.Read("Directory.Packages.props"));
        var generated = PackageVersions(Repository.Read("src/Stopinator.Lambda.Template/content/Directory.Packages.props"));

        Assert.Equal(version, StampedVersion().Match(Repository.Read(".template.config/template.json")).Groups["version"].Value);
        Assert.All(generated, package => Assert.Equal(
            package.Key.StartsWith("Stopinator", StringComparison.Ordinal) ? "__StopinatorVersion__" : ours[package.Key], package.Value));
    }

    [Fact]
    public void SchemaOfTargets_InTheGeneratedProject_IsThatOfTheDocumentation() =>
        Assert.Equal(
            Repository.Read("docs/schemas/targets.schema.json"),
            Repository.Read("src/Stopinator.Lambda.Template/content/src/StopinatorLambda.1/targets.schema.json"));

    private static Dictionary<string, string> PackageVersions(string props) => XDocument.Parse(props).Descendants("PackageVersion")
        .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value, StringComparer.Ordinal);

    [GeneratedRegex("\"generator\": \"constant\",\\s+\"parameters\": { \"value\": \"(?<version>[^\"]+)\" }", RegexOptions.ExplicitCapture)]
    private static partial Regex StampedVersion();
}
