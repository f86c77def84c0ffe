using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>The commands of README.md that generate a project from a clone, run as they are written.</summary>
/// <remarks>In the collection so that it does not build beside the tests that build as much.</remarks>
[Collection(StrangersWork.Name)]
[Trait("Finding", "U1")]
public sealed partial class ReadmeTemplateTests(Scratch scratch)
{
    private static readonly string[] NotInAClone = [".git", "artifacts", "bin", "obj"];

    [LongFact]
    public async Task Commands_InAClone_GenerateAProjectWhoseTestsPass()
    {
        var root = Path.Combine(scratch.Root, "readme");
        var clone = Path.Combine(root, "clone");
        Copy(Repository.Root, clone);

        // The templates and packages of the user are left alone, and what the machine has already is not downloaded again.
        var environment = DotNet.UsersEnvironment();
        environment["NUGET_FALLBACK_PACKAGES"] = environment.GetValueOrDefault("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        environment["NUGET_PACKAGES"] = Path.Combine(root, "packages");
        environment["RunAnalyzers"] = "false";
        var script = $$"""
            set -euo pipefail
            dotnet() {
              if [ "$1" = new ]; then command dotnet "$@" --debug:custom-hive {{Path.Combine(root, "hive")}}; else command dotnet "$@"; fi
            }
            {{Commands().Match(Repository.Read("README.md")).Groups["commands"].Value}}
            """;
        Assert.Contains("dotnet new stopinator-lambda", script, StringComparison.Ordinal);

        var result = await Command.RunAsync("bash", clone, environment, "-c", script);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("Passed!", result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(root, "NightStop", "nuget.config")));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => !NotInAClone.Contains(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from).Where(folder => !NotInAClone.Contains(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    [GeneratedRegex("<!-- run by ReadmeTemplateTests -->\n```sh\n(?<commands>[^`]+)```", RegexOptions.ExplicitCapture)]
    private static partial Regex Commands();
}
