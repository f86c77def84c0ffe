using System.Collections.Concurrent;
using Stopinator.Mutation.Mutating;

namespace Stopinator.Mutation.Running;

/// <summary>Runs the tests of a room with its mutants, and with the controls between them.</summary>
internal sealed class Measurement(TestRun tests, IReadOnlyList<TestClass> classes, int atOnce)
{
    // A class that takes longer runs after those that take less time.
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(2.5);

    private int _controls;

    /// <summary>The times that the change without effect survived.</summary>
    public int Controls => _controls;

    /// <summary>Plants a fault that has to die, and a change without effect that has to survive, where most tests come by.</summary>
    /// <returns>The place.</returns>
    public async Task<int> ControlAsync(IEnumerable<Mutant> mutants)
    {
        var place = mutants.MaxBy(mutant => Reaching(mutant.Number).Count)?.Number ?? 0;
        var fault = await TryAsync(place, "fault");
        if (fault.Verdict != Verdict.Failed)
        {
            throw new InvalidOperationException(
                $"A planted fault: {fault.Verdict}. The tests do not run the mutated assembly: {fault.Output}");
        }

        await WithoutEffectAsync(place);
        return place;
    }

    /// <summary>Tries each mutant, prints those that no test notices, and tries the change without effect after every twentieth.</summary>
    public async Task<IReadOnlyDictionary<Mutant, Verdict>> RunAsync(IReadOnlyList<Mutant> mutants, int place, string project)
    {
        var verdicts = new ConcurrentDictionary<Mutant, Verdict>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(Enumerable.Range(0, mutants.Count), options, async (index, _) =>
        {
            var verdict = (await TryAsync(mutants[index].Number, "")).Verdict;
            verdicts[mutants[index]] = verdict;
            if (verdict is Verdict.Survived or Verdict.NotReached or Verdict.Crashed)
            {
                Console.WriteLine($"{verdict,-10} {project}/{mutants[index]}");
            }

            if (index % 20 == 19)
            {
                await WithoutEffectAsync(place);
            }
        });
        return verdicts;
    }

    private async Task WithoutEffectAsync(int place)
    {
        var same = await TryAsync(place, "same");
        if (same.Verdict != Verdict.Survived)
        {
            throw new InvalidOperationException(
                $"A change without effect: {same.Verdict}. A test fails by itself, so the verdicts are worth nothing: {same.Output}");
        }

        Interlocked.Increment(ref _controls);
    }

    private async Task<Trial> TryAsync(int mutant, string control)
    {
        var reaching = Reaching(mutant);
        TestClass[][] batches = [[.. reaching.Where(tested => tested.Took <= Quick)], [.. reaching.Where(tested => tested.Took > Quick)]];
        var trial = new Trial(Verdict.NotReached, "");
        foreach (var batch in batches.Where(batch => batch.Length > 0))
        {
            trial = trial.Verdict is Verdict.Survived or Verdict.NotReached ? await tests.TryAsync(mutant, control, batch) : trial;
        }

        return trial;
    }

    private List<TestClass> Reaching(int mutant) => [.. classes.Where(tested => tested.Reached.Contains(mutant))];
}
