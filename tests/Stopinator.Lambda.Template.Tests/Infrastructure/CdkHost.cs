using System.Text.Json.Nodes;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>One program with the CDK stacks of many generated projects: they are built once and synthesized in one process.</summary>
internal sealed class CdkHost(Scratch scratch)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(scratch.Root, "cdk-host")).FullName;

    /// <summary>Skips the test where CDK cannot run, and fails instead where the tools are known to be there.</summary>
    public static Task RequireAsync(Scratch scratch) => Tool.RunAsync(scratch.Root, "node", ["--version"]);

    /// <summary>Synthesizes the stacks.</summary>
    /// <returns>The name and the template of each, in the order of the projects.</returns>
    public async Task<IReadOnlyList<(string Name, JsonNode Template)>> SynthesizeAsync(IReadOnlyList<GeneratedProject> projects)
    {
        await WriteAsync(projects);
        await DotNet.RunAsync(_folder, new Dictionary<string, string>(), "build", "-warnaserror", "--output", "bin/host");

        // In the folder of one of them, as `cdk` would: the folder publish is beside it, and what makes an image.
        var place = projects.First(project => project.Combination.IsImage);
        Directory.CreateDirectory(Path.Combine(place.Folder, "publish"));
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "publish", "bootstrap"), "the program");
        await DotNet.RunAsync(
            Path.Combine(place.Folder, "infra"), new Dictionary<string, string>(), Path.Combine(_folder, "bin", "host", "Host.dll"));

        return [.. projects.Select((_, index) => Read(OutputOf(index)))];
    }

    /// <summary>The stack that a synthesis wrote into a folder.</summary>
    public static (string Name, JsonNode Template) Read(string output)
    {
        var file = Assert.Single(Directory.GetFiles(output, "*.template.json"));
        return (Path.GetFileName(file)[..^".template.json".Length], JsonNode.Parse(File.ReadAllText(file))!);
    }

    private string OutputOf(int index) => Path.Combine(_folder, "out", $"{index}");

    // The files of each project in a namespace of their own, and its Program.cs as a method.
    private async Task WriteAsync(IReadOnlyList<GeneratedProject> projects)
    {
        File.Copy(Path.Combine(projects[0].Folder, "Directory.Packages.props"), Path.Combine(_folder, "Directory.Packages.props"));
        File.Copy(Directory.GetFiles(Path.Combine(projects[0].Folder, "infra"), "*.csproj").Single(), Path.Combine(_folder, "Host.csproj"));
        foreach (var (index, project) in projects.Index())
        {
            foreach (var file in Directory.GetFiles(Path.Combine(project.Folder, "infra"), "NightStop*.cs").Select(Path.GetFileNameWithoutExtension))
            {
                var text = project.Read($"infra/{file}.cs").Replace(
                    "namespace Infra;", $"namespace Infra{index};", StringComparison.Ordinal);
                await File.WriteAllTextAsync(Path.Combine(_folder, $"{file}{index}.cs"), text);
            }

            var lines = project.Read("infra/Program.cs").Split('\n');
            var body = string.Join('\n', lines.Where(line => !line.StartsWith("using ", StringComparison.Ordinal)))
                .Replace("new App()", $"new App(new AppProps {{ Outdir = \"{OutputOf(index)}\" }})", StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                Path.Combine(_folder, $"Program{index}.cs"),
                $$"""
                using Amazon.CDK;
                namespace Infra{{index}};
                internal static class Program
                {
                    public static void Run()
                    {
                {{body}}
                    }
                }
                """);
        }

        var runs = projects.Select((_, index) => $"Infra{index}.Program.Run();");
        await File.WriteAllLinesAsync(Path.Combine(_folder, "Program.cs"), runs);
    }
}
