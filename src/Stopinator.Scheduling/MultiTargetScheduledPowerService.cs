using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.DependencyInjection;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <inheritdoc cref="IMultiTargetScheduledPowerService"/>
public sealed class MultiTargetScheduledPowerService : IMultiTargetScheduledPowerService
{
    private readonly IMultiTargetPowerService _power;
    private readonly ScheduledPowerOptions _options;
    private readonly IScheduleSources? _sources;
    private readonly TimeProvider _time;

    // Targets with the same tag and schedules share what was read of them.
    private readonly TargetPlanners _planners;

    /// <summary>Creates a service.</summary>
    /// <param name="power">The service of the targets, which reads, starts and stops the instances. It is not disposed here.</param>
    /// <param name="options">
    /// The tags, and when to act, at every target; null for the defaults. <see cref="PowerTarget.ScheduleTagKey"/> and
    /// <see cref="PowerTarget.Schedules"/> replace the key and the schedules of the first tag.
    /// </param>
    /// <param name="sources">Opens the schedules of targets; null when no target has schedules of its own.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of bounds; the message lists every such option.
    /// </exception>
    public MultiTargetScheduledPowerService(
        IMultiTargetPowerService power, ScheduledPowerOptions? options = null, IScheduleSources? sources = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(power);
        options ??= new ScheduledPowerOptions();
        ScheduledPowerOptionsValidator.ThrowIfInvalid(options);
        (_power, _options, _sources, _time) = (power, options.Copy(), sources, timeProvider ?? TimeProvider.System);
        _planners = new TargetPlanners(Make, _time);
    }

    /// <inheritdoc/>
    public async Task<MultiTargetScheduledPlan> PlanAsync(
        IEnumerable<PowerTarget> targets, PowerRequest? request = null, DateTimeOffset? tick = null,
        CancellationToken cancellationToken = default)
    {
        return await PlanAsync(Requests(targets, request), tick, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<MultiTargetScheduledPlan> PlanAsync(
        IEnumerable<TargetRequest> requests, DateTimeOffset? tick = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        TargetRequest[] asked = [.. requests];
        ThrowIfNoReconcile(asked);
        var run = new Run(this, tick ?? _time.GetUtcNow());
        var plan = await _power.PlanAsync(asked, run.PlanAsync, cancellationToken).ConfigureAwait(false);
        return new(plan, run.Tick, run.FindingsOf(asked));
    }

    /// <inheritdoc/>
    public async Task<MultiTargetScheduledReport> ExecuteAsync(
        MultiTargetScheduledPlan plan, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new(
            await _power.ExecuteAsync(plan.Power, progress, cancellationToken).ConfigureAwait(false), plan.Tick, plan.Findings);
    }

    /// <inheritdoc/>
    public Task<MultiTargetScheduledReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest? request = null, DateTimeOffset? tick = null,
        IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default)
    {
        var at = tick ?? _time.GetUtcNow();
        var asked = Requests(targets, request);
        return RunAsync(asked, TargetRotation.At(asked, at, _options.Interval), at, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MultiTargetScheduledReport> RunAsync(
        IEnumerable<TargetRequest> requests, DateTimeOffset? tick = null, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        TargetRequest[] asked = [.. requests];
        return RunAsync(asked, asked, tick ?? _time.GetUtcNow(), progress, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<TargetFleet>> FindAsync(
        IEnumerable<PowerTarget> targets, InstanceSelector? selector = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        PowerTarget[] all = [.. targets];
        var fleets = new TargetFleet[all.Length];
        var parallel = new ParallelOptions
        {
            // A substitute in a test answers 0.
            MaxDegreeOfParallelism = Math.Max(1, _power.MaxParallelTargets),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, all.Length, parallel, async (index, token) =>
        {
            fleets[index] = await FindAsync(all[index], selector ?? InstanceSelector.All, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return [.. fleets];
    }

    private static TargetRequest[] Requests(IEnumerable<PowerTarget> targets, PowerRequest? request)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var asked = request ?? PowerRequest.Reconcile(InstanceSelector.All);
        return [.. targets.Select(target => new TargetRequest(target, asked))];
    }

    private static void ThrowIfNoReconcile(TargetRequest[] asked)
    {
        if (Array.Find(asked, one => one.Request.Action != PowerAction.Reconcile) is { } other)
        {
            throw new ArgumentException(
                $"The request for {other.Target} asks for {other.Request.Action}, but schedules choose the action of each instance; use "
                + "PowerRequest.Reconcile.",
                nameof(asked));
        }
    }

    private async Task<MultiTargetScheduledReport> RunAsync(
        TargetRequest[] asked, IReadOnlyList<TargetRequest> inOrder, DateTimeOffset tick, IProgress<TargetReport>? progress,
        CancellationToken cancellationToken)
    {
        ThrowIfNoReconcile(asked);
        var run = new Run(this, tick);
        try
        {
            var report = await _power.RunAsync(inOrder, run.PlanAsync, progress, cancellationToken).ConfigureAwait(false);
            return new(InOrderOf(asked, report), tick, run.FindingsOf(asked));
        }
        catch (MultiTargetCanceledException cancelled)
        {
            throw new MultiTargetCanceledException(InOrderOf(asked, cancelled.Report), cancellationToken);
        }
    }

    private static MultiTargetReport InOrderOf(TargetRequest[] asked, MultiTargetReport report)
    {
        var reports = report.Targets.ToDictionary(target => target.Asked.Target);
        return MultiTargetReport.Create(asked.Select(one => reports[one.Target]));
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A failure of a target is that target's.")]
    private async Task<TargetFleet> FindAsync(PowerTarget target, InstanceSelector selector, CancellationToken cancellationToken)
    {
        try
        {
            if (target.Problem is { } problem)
            {
                return new(target, [], Schedules: null, problem);
            }

            var planner = _planners.Of(target);
            var instances = await _power.At(target).FindAsync(planner.Tagged(selector), cancellationToken)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return new(target, [.. instances], await planner.OptionsAsync(cancellationToken).ConfigureAwait(false), Failure: null);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new(target, [], Schedules: null, failure);
        }
    }

    private SchedulePlanner Make(PowerTarget target)
    {
        var options = _options with { Tags = [_options.Tags[0].For(target, _sources), .. _options.Tags.Skip(1)] };
        ScheduledPowerOptionsValidator.ThrowIfInvalid(options);
        return new(options, _time);
    }

    /// <summary>One tick: it plans each target, and keeps what the plans found wrong with schedules.</summary>
    private sealed class Run(MultiTargetScheduledPowerService service, DateTimeOffset tick)
    {
        private readonly ConcurrentDictionary<PowerTarget, ScheduleFindings> _findings = new();

        public DateTimeOffset Tick => tick;

        public async Task<PowerPlan> PlanAsync(IInstancePowerService power, TargetRequest asked, CancellationToken cancellationToken)
        {
            var planner = service._planners.Of(asked.Target);
            var plan = await planner.PlanAsync(power, asked.Request, tick, cancellationToken).ConfigureAwait(false);
            _findings[asked.Target] = new(plan.UnknownSchedules, plan.CatalogProblems);
            return plan.Power;
        }

        public ScheduleFindings FindingsOf(IEnumerable<TargetRequest> asked) =>
            ScheduleFindings.Of(asked.Select(one => _findings.GetValueOrDefault(one.Target)).OfType<ScheduleFindings>());
    }
}
