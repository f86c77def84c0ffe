using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>A stranger installs the package of the template, generates every choice of every option, builds, and runs the tests.</summary>
[Collection(StrangersWork.Name)]
public sealed partial class StrangerTests(Scratch scratch, Stranger stranger)
{
    [LongFact]
    public async Task Generate_FromThePackageAndFromAClone_GivesTheSame()
    {
        var clones = (await scratch.ProjectsAsync()).ToDictionary(project => project.ToString(), StringComparer.Ordinal);
        foreach (var project in await stranger.ProjectsAsync())
        {
            var clone = clones[project.ToString()];

            Assert.Equal(clone.Files, project.Files);
            Assert.All(clone.Files, file => Assert.Equal(
                clone.Read(file).Replace($"\"{RepositoryVersion}\"", $"\"{stranger.Version}\"", StringComparison.Ordinal),
                project.Read(file)));
        }
    }

    [LongFact]
    public async Task Build_EveryCombination_HasNoWarning() => Assert.True(File.Exists(await stranger.BuiltSolutionAsync()));

    [LongFact]
    public async Task Test_EveryCombination_Passes()
    {
        var withTests = (await stranger.ProjectsAsync()).Count(project => !project.Combination.Has("--no-tests"));

        var output = await stranger.DotNetAsync("test", await stranger.BuiltSolutionAsync(), "--no-build");

        var passed = Passed().Matches(output).Select(match => int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(withTests, passed.Length);
        Assert.All(passed, count => Assert.True(count >= 5, output));
    }

    [LongFact]
    [Trait("Finding", "W2")]
    public async Task Test_TimeZoneMisspeltAfterwards_FailsAndSaysWhichIsMeant()
    {
        var project = await stranger.GenerateAsync(
            new Combination("Zone", "--instance-tag", "Env=dev", "--time-zone", "Europe/Paris", "--infra", "terraform"), "zone");
        var file = Path.Combine(project.Folder, "infra", "variables.tf");
        await File.WriteAllTextAsync(
            file, project.Read("infra/variables.tf").Replace("Europe/Paris", "Europe/Pari", StringComparison.Ordinal));

        var output = await stranger.FailDotNetAsync("test", project.Folder);

        Assert.Contains("'Europe/Pari' is not the name of an IANA time zone", output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Europe/Paris'?", output, StringComparison.Ordinal);
        Assert.Contains("Failed:     1, Passed:     6", output, StringComparison.Ordinal);
    }

    private static string RepositoryVersion =>
        System.Xml.Linq.XDocument.Parse(Repository.Read("Directory.Build.props"))
        .Descendants("VersionPrefix").Single().Value;

    [GeneratedRegex("^Passed!  - Failed: +0, Passed: +(?<count>[0-9]+), Skipped: +0,", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Passed();
}
