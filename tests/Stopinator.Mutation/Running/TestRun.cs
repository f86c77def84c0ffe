using System.Globalization;
using Stopinator.Mutation.Mutating;

namespace Stopinator.Mutation.Running;

/// <summary>The built tests in a folder of their own, with the mutated assembly in the place of the built one.</summary>
internal sealed class TestRun
{
    private readonly string _folder;
    private readonly string _program;

    /// <summary>Copies the tests and puts the mutated assembly in place.</summary>
    /// <param name="built">The folder of the built tests.</param>
    /// <param name="folder">The folder to copy them to, inside of the repository, because some tests read its files.</param>
    /// <param name="room">The room.</param>
    /// <param name="image">The mutated assembly.</param>
    public TestRun(string built, string folder, Room room, byte[] image)
    {
        _folder = folder;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllBytes(Path.Combine(folder, $"{room.Project}.dll"), image);
        File.Delete(Path.Combine(folder, $"{room.Project}.pdb"));
        _program = Path.Combine(folder, $"{room.Tests}.dll");
    }

    /// <summary>The classes that have tests.</summary>
    public async Task<IReadOnlyList<string>> ClassesAsync()
    {
        var run = await Command.RunAsync("dotnet", [_program, "-list", "classes", "-noColor"], TimeSpan.FromMinutes(5));
        return run.ExitCode == 0
            ? [.. run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : throw new InvalidOperationException($"The tests could not be listed: {run.Output}");
    }

    /// <summary>Runs a class without a mutant.</summary>
    public async Task<TestClass> ReachAsync(string name)
    {
        var file = Path.Combine(_folder, $"{name}.reached");
        var run = await Command.RunAsync("dotnet", Arguments([name]), TimeSpan.FromMinutes(10), (Switch.Reached, file));
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} fails without a mutant: {run.Output}");
        }

        // A class that reaches no mutant writes no file.
        string[] lines = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
        var reached = lines.Select(line => int.Parse(line, CultureInfo.InvariantCulture));
        return new TestClass(name, run.Took, reached.ToHashSet());
    }

    /// <summary>Runs classes with a mutant, up to the first test that fails.</summary>
    public async Task<Trial> TryAsync(int mutant, string control, IReadOnlyCollection<TestClass> classes)
    {
        var most = (5 * TimeSpan.FromTicks(classes.Sum(tested => tested.Took.Ticks))) + TimeSpan.FromSeconds(20);
        var run = await Command.RunAsync(
            "dotnet", Arguments(classes.Select(tested => tested.Name)), most,
            (Switch.Number, mutant.ToString(CultureInfo.InvariantCulture)), (Switch.Control, control));
        return new Trial(
            run switch
            {
                { ExitCode: null } => Verdict.TimedOut,
                { ExitCode: 0 } => Verdict.Survived,
                _ when run.Output.Contains("[FAIL]", StringComparison.Ordinal) => Verdict.Failed,
                _ => Verdict.Crashed,
            },
            run.Output);
    }

    private IEnumerable<string> Arguments(IEnumerable<string> classes) =>
        [_program, "-noColor", "-noLogo", "-stopOnFail", .. classes.SelectMany(name => new[] { "-class", name })];
}
