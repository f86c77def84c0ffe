using FsCheck;
using FsCheck.Fluent;
using Stopinator.Requests;
using Stopinator.Selection;

namespace Stopinator.Tests.Properties;

/// <summary>Random cases, and smaller ones for a case that failed.</summary>
internal static class Generators
{
    private const int UnknownInstance = 0xFFFF;

    private static readonly string[] Environments = ["dev", "test", "prod"];

    public static Arbitrary<RunCase> Runs { get; } = Arb.From(Run(), Smaller);

    /// <summary>A selector over a fleet, at most a few operators deep.</summary>
    public static Gen<SelectorCase> Selector(int fleetSize, int depth) =>
        depth == 0
            ? Leaf(fleetSize)
            : Gen.Frequency(
                (3, Leaf(fleetSize)),
                (1, from l in Selector(fleetSize, depth - 1)
                    from r in Selector(fleetSize, depth - 1)
                    select new SelectorCase(l.Selector & r.Selector, (i, x) => l.Selects(i, x) && r.Selects(i, x))),
                (1, from l in Selector(fleetSize, depth - 1)
                    from r in Selector(fleetSize, depth - 1)
                    select new SelectorCase(l.Selector | r.Selector, (i, x) => l.Selects(i, x) || r.Selects(i, x))),
                (1, from l in Selector(fleetSize, depth - 1)
                    from r in Selector(fleetSize, depth - 1)
                    select new SelectorCase(l.Selector.Except(r.Selector), (i, x) => l.Selects(i, x) && !r.Selects(i, x))));

    private static Gen<SelectorCase> Leaf(int fleetSize) => Gen.OneOf(
        Gen.Constant(new SelectorCase(InstanceSelector.All, (_, _) => true)),
        from env in Gen.Elements(Environments) select new SelectorCase(InstanceSelector.ByTag("Env", env), (_, x) => x.Env == env),
        Gen.Constant(new SelectorCase(InstanceSelector.ByTag("Env", "dev", "prod"), (_, x) => x.Env is "dev" or "prod")),
        Gen.Constant(new SelectorCase(InstanceSelector.ByTagLike("Env", "?e*"), (_, x) => x.Env is "dev" or "test")),
        Gen.Constant(new SelectorCase(InstanceSelector.ByTagKey("Team"), (_, x) => x.Team is not null)),
        Gen.Constant(new SelectorCase(InstanceSelector.ByFilter("instance-type", "t3.*"), (_, x) => x.Type == "t3.micro")),
        Gen.Constant(new SelectorCase(InstanceSelector.ByFilter("availability-zone", "us-east-1a"), (_, x) => x.Zone == "us-east-1a")),
        Gen.Constant(new SelectorCase(InstanceSelector.ByFilter("instance-state-name", "running", "stopped"), (_, x) => x.State is PowerState.Running or PowerState.Stopped)),
        Gen.Constant(new SelectorCase(InstanceSelector.ByFilter("tenancy", "default"), (_, _) => true)), // only EC2 can evaluate it
        from chosen in Gen.Choose(0, Math.Max(fleetSize - 1, 0)).NonEmptyListOf()
        from unknown in Gen.Elements(true, false)
        select new SelectorCase(
            InstanceSelector.ById(chosen.Concat(unknown ? [UnknownInstance] : []).Select(InstanceCase.IdOf)),
            (i, _) => chosen.Contains(i)));

    private static Gen<InstanceCase> Instance() =>
        from state in Gen.Frequency(
            (6, Gen.Constant(PowerState.Running)), (6, Gen.Constant(PowerState.Stopped)), (1, Gen.Constant(PowerState.Pending)),
            (1, Gen.Constant(PowerState.Stopping)), (1, Gen.Constant(PowerState.ShuttingDown)), (1, Gen.Constant(PowerState.Terminated)))
        from kind in Gen.Frequency((8, Gen.Constant(InstanceKind.Plain)), (6, Gen.Elements(Enum.GetValues<InstanceKind>())))
        from env in Gen.Elements(Environments)
        from team in Gen.Elements<string?>("a", "b", null)
        from pool in Gen.Choose(0, 3)
        from hours in Gen.Choose(1, 30)
        select new InstanceCase(StateOf(kind, state), kind, env, team, pool, hours);

    // Some kinds exist in some states only.
    private static PowerState StateOf(InstanceKind kind, PowerState state) =>
        kind switch
        {
            InstanceKind.SpotInterrupted => PowerState.Stopped,
            InstanceKind.InstanceStore when state is PowerState.Stopped or PowerState.Stopping => PowerState.Running,
            _ => state,
        };

    private static Gen<PowerRequest> Request(InstanceSelector selector) =>
        from action in Gen.Elements(PowerAction.Stop, PowerAction.Start, PowerAction.Reboot, PowerAction.Reconcile)
        from mode in Gen.Frequency(
            (3, Gen.Constant(StopMode.Normal)), (2, Gen.Elements(StopMode.Hibernate, StopMode.Force, StopMode.SkipOsShutdown)))
        from fallback in Gen.Elements(HibernationFallback.Skip, HibernationFallback.StopNormally)
        from verify in Gen.Elements<bool?>(null, true, false)
        from wait in Gen.Elements(true, false)
        from hours in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 30).Select(h => (int?)h)))
        from allow in Gen.SubListOf(SkipReasons.Overridable.ToArray())
        from dryRun in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new PowerRequest
        {
            Action = action,
            Selector = selector,
            StopMode = action is PowerAction.Stop or PowerAction.Reconcile ? mode : StopMode.Normal,
            HibernationFallback =
                (action is PowerAction.Stop or PowerAction.Reconcile) && mode == StopMode.Hibernate ? fallback : HibernationFallback.Skip,
            Await = action == PowerAction.Reboot || verify is null ? null : verify.Value ? PowerAwait.State : PowerAwait.Nothing,
            WaitForTransition = wait,
            OnlyStoppedWithin = (action is PowerAction.Start or PowerAction.Reconcile) && hours is { } h ? TimeSpan.FromHours(h) : null,
            Allow = [.. allow],
            DryRun = dryRun,
        };

    private static Gen<FaultCase> Fault(int fleetSize) =>
        from action in Gen.Frequency(
            (1, Gen.Constant("DescribeInstances")), (4, Gen.Elements("StartInstances", "StopInstances", "RebootInstances")))
        from kind in Gen.Elements(Enum.GetValues<FaultKind>())
        from nth in Gen.Choose(1, 6)
        from instance in Gen.Choose(0, Math.Max(fleetSize - 1, 0))
        select new FaultCase(
            action, action == "DescribeInstances" && kind >= FaultKind.NamelessRefusal ? FaultKind.Throttled : kind, nth, instance);

    private static Gen<RunCase> Run() =>
        from size in Gen.Choose(0, 24)
        from fleet in Instance().ArrayOf(size)
        from selector in Selector(size, depth: 3)
        from scope in Gen.Frequency((2, Gen.Constant<SelectorCase?>(null)), (1, ScopeOf(size)))
        from request in Request(selector.Selector)
        from batch in Gen.Choose(1, 10)
        from iam in Gen.Frequency(
            (3, Gen.Constant<(string, bool)?>(null)),
            (1, from env in Gen.Elements(Environments) from names in Gen.Elements(true, false) select ((string, bool)?)(env, names)))
        from byZone in Gen.Elements(true, false)
        from capacity in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 4).Select(free => (int?)free)))
        from transition in Gen.Elements(0, 1, 20, 300)
        from latency in Gen.Frequency((3, Gen.Constant(0.0)), (1, Gen.Elements(0.1, 3.0)))
        from lag in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 20)))
        from deadline in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(12, 200).Select(seconds => (int?)seconds)))
        from cancelled in Gen.Frequency((4, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 200).Select(seconds => (int?)seconds)))
        from count in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(1, 5)))
        from faults in Fault(size).ArrayOf(count)
        select new RunCase
        {
            Fleet = [.. fleet],
            Selector = selector,
            Scope = scope,
            Request = request,
            BatchSize = batch,
            Iam = iam,
            PartialEffectByZone = byZone,
            Capacity = capacity,
            TransitionTime = TimeSpan.FromSeconds(transition),
            Latency = TimeSpan.FromSeconds(latency),
            DescribeLag = TimeSpan.FromSeconds(lag),
            TimeToDeadline = deadline is { } left ? TimeSpan.FromSeconds(left) : null,
            CancelledAfter = cancelled is { } after ? TimeSpan.FromSeconds(after) : null,
            Faults = size == 0 ? [] : [.. faults],
        };

    private static Gen<SelectorCase?> ScopeOf(int size) =>
        Selector(size, depth: 1).Where(scope => InstanceMatcher.CanMatch(scope.Selector.Node)).Select(scope => (SelectorCase?)scope);

    // Takes one thing away at a time. An instance is made plain rather than removed, since faults and selectors name it by its place.
    private static IEnumerable<RunCase> Smaller(RunCase run)
    {
        for (var i = 0; i < run.Faults.Length; i++)
        {
            yield return run with { Faults = run.Faults.RemoveAt(i) };
        }

        for (var i = 0; i < run.Fleet.Length; i++)
        {
            if (run.Fleet[i] is { State: not PowerState.Terminated } or { Kind: not InstanceKind.Plain })
            {
                yield return run with { Fleet = run.Fleet.SetItem(i, run.Fleet[i] with { State = PowerState.Terminated, Kind = InstanceKind.Plain }) };
            }
        }

        if (run.Latency > TimeSpan.Zero)
        {
            yield return run with { Latency = TimeSpan.Zero };
        }

        if (run.DescribeLag > TimeSpan.Zero)
        {
            yield return run with { DescribeLag = TimeSpan.Zero };
        }

        if (run.Iam is not null)
        {
            yield return run with { Iam = null };
        }

        if (run.CancelledAfter is not null)
        {
            yield return run with { CancelledAfter = null };
        }

        if (run.TimeToDeadline is not null)
        {
            yield return run with { TimeToDeadline = null };
        }
    }
}
