using System.Diagnostics.CodeAnalysis;
using Stopinator.Calls;
using Stopinator.Diagnostics;

namespace Stopinator.Execution;

/// <summary>Asks the probes of a request about running instances.</summary>
/// <remarks>
/// A look waits only a short time for answers. A probe that hangs goes on meanwhile, and a later look takes its answer, so that neither
/// the other groups of the run nor the other instances wait for it.
/// </remarks>
internal sealed class ProbeChecks(PowerAwait awaited, TimeProvider time) : IDisposable
{
    private const int MaxParallel = 32;
    private const int LongestMissing = 256;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(2);

    private readonly Dictionary<InstanceRun, Check> _checks = [];

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A probe left behind may still use it.")]
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Looks once at instances, and returns those that every probe found ready.</summary>
    public async Task<InstanceRun[]> LookAsync(InstanceRun[] running, CallDeadline deadline, CancellationToken cancellationToken)
    {
        // The answer about an instance that did not run in between says nothing about it now.
        foreach (var gone in _checks.Keys.Except(running).ToArray())
        {
            _checks.Remove(gone);
        }

        if (running.Length == 0)
        {
            return running;
        }

        var ready = Take(running);
        var left = deadline.CutOff - time.GetUtcNow();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = Task.Delay(left > LookTime ? LookTime : left > TimeSpan.Zero ? left : TimeSpan.Zero, time, over.Token);
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Due(running.Except(ready)), parallel, async (instance, _) =>
            {
                if (!end.IsCompleted)
                {
                    var check = _checks[instance];
                    check.Begin(time.GetUtcNow());
                    check.Answer = AskAsync(instance.LastSeen!, check, deadline);
                    await Task.WhenAny(check.Answer, end).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return [.. ready, .. Take(running.Except(ready))];
    }

    // The callbacks of the token are code of the probes. Nobody waits for them.
    public void Dispose() => _ = _ending.CancelAsync();

    /// <summary>Takes the answers that have come, and returns the instances that are ready.</summary>
    private InstanceRun[] Take(IEnumerable<InstanceRun> running)
    {
        var ready = new List<InstanceRun>();
        foreach (var instance in running)
        {
            if (!_checks.TryGetValue(instance, out var check))
            {
                continue;
            }

            if (check.TryTake())
            {
                ready.Add(instance);
            }

            instance.Missing = check.Missing;
        }

        return [.. ready];
    }

    /// <summary>
    /// Returns the instances to ask about: first those that gave answers before, and of these first the one that was asked longest ago. The
    /// groups take turns.
    /// </summary>
    private InstanceRun[] Due(IEnumerable<InstanceRun> running)
    {
        var due = new List<(InstanceRun Instance, Check Check)>();
        foreach (var instance in running)
        {
            _checks.TryAdd(instance, new Check());
            if (_checks[instance] is { Answer: null } check)
            {
                due.Add((instance, check));
            }
        }

        return
        [
            .. due
                .GroupBy(one => one.Instance.Group, StringComparer.Ordinal)
                .SelectMany(group => group.OrderBy(one => one.Check.Unanswered).ThenBy(one => one.Check.BegunAt).Index())
                .OrderBy(turn => turn.Item.Check.Unanswered)
                .ThenBy(turn => turn.Index)
                .Select(turn => turn.Item.Instance),
        ];
    }

    /// <summary>Asks one probe after the other. Returns the part that is missing; null when the instance is ready.</summary>
    private async Task<string?> AskAsync(Ec2Instance instance, Check check, CallDeadline deadline)
    {
        for (var i = 0; i < awaited.Probes.Length; i++)
        {
            var (probe, name) = (awaited.Probes[i], awaited.NamesOfProbes[i]);
            check.Asks(name);
            if (await MissingAsync(probe, instance, deadline).ConfigureAwait(false) is { } missing)
            {
                return ErrorText.Clean($"{name}: {missing}", LongestMissing);
            }
        }

        return null;
    }

    private async Task<string?> MissingAsync(IReadinessProbe probe, Ec2Instance instance, CallDeadline deadline)
    {
        var begun = time.GetUtcNow();
        var left = deadline.CutOff - begun;
        if (left <= TimeSpan.Zero)
        {
            return "no time was left to look";
        }

        var limit = left < ProbeTime ? left : ProbeTime;
        var (readiness, failure) = await Safely.CallAsync(token => probe.CheckAsync(instance, token), limit, time, _ending.Token)
            .ConfigureAwait(false);
        return failure is null ? readiness.Missing
            : time.GetUtcNow() - begun >= limit ? "no answer in time"
            : $"it failed: {failure.Message}";
    }

    /// <summary>The check of one instance.</summary>
    private sealed class Check
    {
        private volatile string _asked = "";
        private bool _isLate;
        private bool _hasAnswered;

        /// <summary>The answer that is awaited; null between two looks.</summary>
        public Task<string?>? Answer { get; set; }

        /// <summary>The part that was missing when the probes answered last; or that they have not answered.</summary>
        public string? Missing { get; private set; } = "the probes were not asked yet";

        /// <summary>The number of answers in succession that came after their look, or not at all.</summary>
        public int Unanswered { get; private set; }

        public DateTimeOffset BegunAt { get; private set; }

        public void Begin(DateTimeOffset now) => (BegunAt, _isLate) = (now, false);

        public void Asks(string name) => _asked = name;

        /// <summary>Takes the answer if it has come. True when the instance is ready.</summary>
        public bool TryTake()
        {
            if (Answer is null)
            {
                return false;
            }

            if (!Answer.IsCompletedSuccessfully)
            {
                // What the probes answered before says more.
                Missing = _hasAnswered ? Missing : $"{_asked}: no answer yet";
                _isLate = true;
                return false;
            }

            Missing = Answer.Result;
            _hasAnswered = true;
            Unanswered = _isLate ? Unanswered + 1 : 0;
            Answer = null;
            return Missing is null;
        }
    }
}
