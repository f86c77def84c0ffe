using System.Globalization;
using Stopinator.Mutation;
using Stopinator.Mutation.Mutating;
using Stopinator.Mutation.Running;
using Stopinator.Tests.Shared;

// Arguments: the room, the number of mutants to try at most, the seed of the choice, and the number of processes.
var room = Room.All.First(known => known.Name == args[0]);
var most = int.Parse(args[1], CultureInfo.InvariantCulture);
var seed = int.Parse(args[2], CultureInfo.InvariantCulture);
var atOnce = int.Parse(args[3], CultureInfo.InvariantCulture);

var assembly = await MutatedAssembly.CompileAsync(Path.Combine(Repository.Root, "src", room.Project), room.Folder);
var reviewed = new ReviewedMutants(await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "mutation.equal")), room);
if (reviewed.Stale(assembly.Mutants).ToArray() is { Length: > 0 } stale)
{
    Console.Error.WriteLine($"tests/mutation.equal has lines that mean no mutant:\n{string.Join('\n', stale)}");
    return 1;
}

var artifacts = Path.Combine(Repository.Root, "artifacts");
var tests = new TestRun(
    Path.Combine(artifacts, "bin", room.Tests, "debug"), Path.Combine(artifacts, "mutation", room.Name), room, assembly.Image);
var classes = new List<TestClass>();
foreach (var name in (await tests.ClassesAsync()).Where(room.Has))
{
    classes.Add(await tests.ReachAsync(name));
}

var measurement = new Measurement(tests, classes, atOnce);
var place = await measurement.ControlAsync(assembly.Mutants);
Mutant[] counted = [.. assembly.Mutants.Where(mutant => !reviewed.Contains(mutant))];
var chosen = (Mutant[])counted.Clone();
#pragma warning disable CA5394 // A choice that can be made again, and no secret.
new Random(seed).Shuffle(chosen);
#pragma warning restore CA5394
chosen = chosen[..Math.Min(most, chosen.Length)];

var verdicts = await measurement.RunAsync(chosen, place, room.Project);
var dead = Count(Verdict.Failed, Verdict.TimedOut, Verdict.Crashed);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{room.Name}: {dead} of {chosen.Length} mutants died, {100.0 * dead / chosen.Length:0.0} %; "
    + $"chosen of {counted.Length} by seed {seed}; "
    + $"{Count(Verdict.TimedOut)} died by time, {Count(Verdict.Crashed)} by a crash; {Count(Verdict.NotReached)} not reached; "
    + $"{assembly.Mutants.Count - counted.Length} equal, {assembly.LeftOut.Count} do not compile; "
    + $"the planted fault died, the change without effect survived {measurement.Controls} times"));
return 0;

int Count(params Verdict[] ends) => verdicts.Values.Count(ends.Contains);
