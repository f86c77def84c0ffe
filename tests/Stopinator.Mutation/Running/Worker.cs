using System.Collections.Concurrent;
using Stopinator.Mutation.Mutating;

namespace Stopinator.Mutation.Running;

/// <summary>Tries mutants in a process that goes on.</summary>
/// <remarks>
/// A mutant may leave something wrong behind in the process, so that a later one dies of it. The change without effect shows that after
/// every twentieth mutant; those since the check before it are then tried each in a process of its own. A mutant that survives may have
/// been passed over because the code of its place ran once, when the process began; it is tried again in a process of its own, too.
/// </remarks>
internal sealed class Worker(TestRun tests, IReadOnlyList<TestClass> classes, int place) : IDisposable
{
    private const int BetweenChecks = 20;

    private readonly List<(Mutant Mutant, Verdict Verdict)> _unchecked = [];
    private TestProcess? _process;

    /// <summary>The times that the change without effect survived.</summary>
    public int Checks { get; private set; }

    public async Task WorkAsync(ConcurrentQueue<Mutant> left, Func<Mutant, Task<Trial>> tryAlone, Action<Mutant, Verdict> found)
    {
        while (true)
        {
            var isOver = !left.TryDequeue(out var mutant);
            if (_unchecked.Count >= BetweenChecks || isOver)
            {
                if (_unchecked.Count > 0 && !await CheckAsync())
                {
                    foreach (var (doubtful, _) in _unchecked)
                    {
                        found(doubtful, (await tryAlone(doubtful)).Verdict);
                    }
                }
                else
                {
                    _unchecked.ForEach(died => found(died.Mutant, died.Verdict));
                }

                _unchecked.Clear();
            }

            if (mutant is null)
            {
                return;
            }

            var verdict = await TryAsync(mutant.Number, "", Reaching(mutant.Number));
            if (verdict == Verdict.Failed)
            {
                _unchecked.Add((mutant, verdict));
                continue;
            }

            found(mutant, verdict is Verdict.Survived or Verdict.Crashed ? (await tryAlone(mutant)).Verdict : verdict);
            if (verdict is Verdict.TimedOut or Verdict.Crashed)
            {
                // The process is gone, and nobody can tell of the mutants before.
                _unchecked.ForEach(before => left.Enqueue(before.Mutant));
                _unchecked.Clear();
            }
        }
    }

    public void Dispose() => _process?.Dispose();

    private async Task<bool> CheckAsync()
    {
        var reaching = classes.Where(tested => _unchecked.Exists(died => tested.Reached.Contains(died.Mutant.Number))).ToArray();
        var isSound = await TryAsync(place, "same", reaching) == Verdict.Survived;
        Checks += isSound ? 1 : 0;
        return isSound;
    }

    private async Task<Verdict> TryAsync(int mutant, string control, TestClass[] reaching)
    {
        if (reaching.Length == 0)
        {
            return Verdict.NotReached;
        }

        if (_process is null)
        {
            _process = tests.Start();
            // What is made once for the whole process is made without a mutant.
            await tests.TryAsync(_process, 0, "", classes);
        }

        var trial = await tests.TryAsync(_process, mutant, control, reaching);
        if (trial.Verdict is Verdict.TimedOut or Verdict.Crashed || (control.Length > 0 && trial.Verdict != Verdict.Survived))
        {
            _process.Dispose();
            _process = null;
        }

        return trial.Verdict;
    }

    private TestClass[] Reaching(int mutant) => [.. classes.Where(tested => tested.Reached.Contains(mutant))];
}
