namespace Stopinator.Tool.Picture;

/// <summary>The progress of a run, counted for the picture. Instances that the plan leaves as they are do not count.</summary>
internal sealed class RunState
{
    private readonly InstanceProgress[] _acting;

    public RunState(PowerPlan plan, PowerProgress progress)
    {
        (Plan, Calls) = (plan, progress.Calls);
        _acting = [.. progress.Instances.Where(instance => instance.Decision.Acts)];
        InMotion = [.. _acting.Where(instance => instance.Stage == ProgressStage.InMotion)];
        Done = _acting.Count(instance => instance.Stage == ProgressStage.Settled);
    }

    public PowerPlan Plan { get; }

    public int Calls { get; }

    /// <summary>The instances that EC2 changes at this moment, in the order of the plan.</summary>
    public IReadOnlyList<InstanceProgress> InMotion { get; }

    /// <summary>The number of instances with a final outcome.</summary>
    public int Done { get; }

    public int Waiting => Plan.ActingCount - Done - InMotion.Count;

    /// <summary>Returns the state before the first report of progress.</summary>
    public static RunState Before(PowerPlan plan) =>
        new(plan, new PowerProgress
        {
            Instances =
            [
                .. plan.Decisions.Select(decision =>
                    new InstanceProgress(decision, ProgressStage.Waiting, decision.Instance?.State, Outcome: null)),
            ],
        });

    /// <summary>Returns the numbers of instances with a final outcome, by outcome.</summary>
    public IEnumerable<(Outcome Outcome, int Count)> Outcomes() =>
        _acting
            .Where(instance => instance is { Stage: ProgressStage.Settled, Outcome: not null })
            .CountBy(instance => instance.Outcome!.Value)
            .OrderBy(pair => pair.Key)
            .Select(pair => (pair.Key, pair.Value));

    /// <summary>Returns the waves of each group in the order in which they begin; none without an order.</summary>
    public IReadOnlyList<WaveState> Waves() =>
    [
        .. _acting
            .Where(instance => instance.Decision.Wave is not null)
            .GroupBy(instance => (instance.Decision.Group, instance.Decision.Action, Wave: instance.Decision.Wave!.Value))
            .OrderBy(wave => wave.Key.Group, StringComparer.Ordinal)
            .ThenByDescending(wave => wave.Key.Action == PowerAction.Stop)

            // Stops begin with the highest number, starts with the lowest.
            .ThenBy(wave => wave.Key.Action == PowerAction.Stop ? -(long)wave.Key.Wave : wave.Key.Wave)
            .Select(wave => new WaveState(
                wave.Key.Action, wave.Key.Wave, wave.Key.Group,
                wave.Count(),
                wave.Count(instance => instance.Stage == ProgressStage.Settled),
                wave.Count(instance => instance.Stage == ProgressStage.InMotion))),
    ];
}

/// <summary>The progress of a wave.</summary>
internal sealed record WaveState(PowerAction Action, int Wave, string? Group, int Count, int Done, int InMotion)
{
    public bool IsDone => Done == Count;

    public bool IsBegun => Done + InMotion > 0;
}
