using System.Text.Json;
using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>A Dockerfile of two stages: the first builds, the last is the image.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(string path, (string Name, string Arguments)[][] stages)
    {
        Path = path;
        Stages = stages;
    }

    public string Path { get; }

    /// <summary>The instructions of each stage, with what follows their name.</summary>
    public (string Name, string Arguments)[][] Stages { get; }

    public (string Name, string Arguments)[] Image => Stages[^1];

    /// <summary>The arguments of <c>dotnet</c> in the first stage.</summary>
    public string[] Publish => Stages[0].Single(instruction => instruction.Name == "RUN").Arguments.Split(' ')[1..];

    /// <summary>The files of the build that are in the image, by name.</summary>
    public string[] Files =>
        [.. Of("COPY").Single().Split(' ')[1..^1].Select(file => System.IO.Path.GetFileName(file)!)];

    public static Dockerfile Read(string path)
    {
        var stages = new List<List<(string, string)>>();
        foreach (var line in File.ReadLines(Sample.PathOf(path)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (name, arguments) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            if (name == "FROM")
            {
                stages.Add([]);
            }

            stages[^1].Add((name, arguments));
        }

        return new(path, [.. stages.Select(stage => stage.ToArray())]);
    }

    /// <summary>What follows an instruction in the last stage.</summary>
    public IEnumerable<string> Of(string name) => Image.Where(instruction => instruction.Name == name).Select(instruction => instruction.Arguments);

    /// <summary>The words of a command in the last stage; none without the instruction.</summary>
    public string[] Words(string name) => Of(name).SingleOrDefault() is { } json ? JsonSerializer.Deserialize<string[]>(json)! : [];
}
