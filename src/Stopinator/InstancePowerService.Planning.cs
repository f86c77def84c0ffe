using System.Collections.Immutable;
using System.Diagnostics;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Planning;
using Stopinator.Reading;
using Stopinator.Requests;

namespace Stopinator;

/// <content>Makes plans: decisions on the instances in the order of a request, and guards.</content>
public sealed partial class InstancePowerService
{
    private async Task<PowerPlan> PlanAsync(
        PowerRequest request, Func<Ec2Instance, DecisionPolicy, InstanceDecision> decide, CancellationToken cancellationToken)
    {
        using var activity = BeginPlan(request);
        using var run = _time.Begin();
        var deadline = CallDeadline.From(request.Deadline, _options.Execution.DeadlineMargin);
        var found = _finder.FindAsync(request.Selector, deadline, cancellationToken);
        return await DecideAsync(request, found, decide, deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decides on instances in the order of the request, and checks the guards.</summary>
    private async Task<PowerPlan> DecideAsync(
        PowerRequest request, IAsyncEnumerable<FoundInstance> instances, Func<Ec2Instance, DecisionPolicy, InstanceDecision> decide,
        CallDeadline deadline, CancellationToken cancellationToken)
    {
        var policy = PolicyFor(request);
        var order = request.Order is null ? null : new OrderDecider(request.Order, decide);
        decide = order is null ? decide : order.Decide;
        var decisions = ImmutableArray.CreateBuilder<InstanceDecision>();
        var omitted = 0;
        await foreach (var found in instances.ConfigureAwait(false))
        {
            var decision = found.Instance is { } instance ? decide(instance, policy) : InstanceDecider.NotFound(found.InstanceId, request);
            if (request.OmitAlreadyThere && decision.Kind == DecisionKind.AlreadyThere)
            {
                omitted++;
            }
            else
            {
                decisions.Add(decision);
            }
        }

        if (order is not null)
        {
            await AwaitFirstAsync(request, order, decisions, deadline, policy, cancellationToken).ConfigureAwait(false);
        }

        return await GuardedAsync(request, decisions.ToImmutable(), omitted, decide, deadline, cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfNotReconcile(PowerRequest request)
    {
        if (request.Action != PowerAction.Reconcile)
        {
            throw new ArgumentException(
                $"The request asks for {request.Action}, but a rule chooses the action of each instance; use PowerRequest.Reconcile.",
                nameof(request));
        }
    }

    private Activity? BeginPlan(PowerRequest request)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        PowerRequestRules.ThrowIfInvalid(request);
        PlanGuards.CheckDeadline(request.Deadline, _time.GetUtcNow());
        return Telemetry.Source.StartActivity("stopinator.plan")?.SetTag("stopinator.action", request.Action.Name());
    }

    private async Task<PowerPlan> GuardedAsync(
        PowerRequest request, ImmutableArray<InstanceDecision> decisions, int omitted,
        Func<Ec2Instance, DecisionPolicy, InstanceDecision> decide, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var plan = new PowerPlan(request, _time.GetUtcNow(), decisions, omitted, madeBy: this, decide)
        {
            Region = _client.Location?.Region,
        };
        PlanGuards.CheckReboots(plan.ActingCount, request, _ec2.RepeatProblem);
        await GuardAsync(plan, deadline, cancellationToken).ConfigureAwait(false);
        Log.Planned(_logger, request.Action.Name(), plan.ActingCount, plan.SelectedCount, request.Selector.ToString());
        return plan;
    }

    // The instances of an unfinished wave of an earlier run, as far as the selector does not select them.
    private async Task AwaitFirstAsync(
        PowerRequest request, OrderDecider order, ImmutableArray<InstanceDecision>.Builder decisions, CallDeadline deadline,
        DecisionPolicy policy, CancellationToken cancellationToken)
    {
        var first = request.Order!.AwaitFirst.IsDefault ? [] : request.Order.AwaitFirst;
        string[] ids = [.. first.Except(decisions.Select(decision => decision.InstanceId), StringComparer.Ordinal)];
        if (ids.Length == 0)
        {
            return;
        }

        await foreach (var found in _finder.ReadAsync(ids, deadline, cancellationToken).ConfigureAwait(false))
        {
            var decision = found.Instance is { } instance
                ? order.DecideFirst(instance, policy)
                : InstanceDecider.NotFound(found.InstanceId, request);
            if (!(request.OmitAlreadyThere && decision.Kind == DecisionKind.AlreadyThere))
            {
                decisions.Add(decision);
            }
        }
    }

    private DecisionPolicy PolicyFor(PowerRequest request) => new(
        _options.Scope,
        _options.Guards.Allow.Count == 0 && request.Allow.IsDefaultOrEmpty ? [] : [.. _options.Guards.Allow, .. request.Allow],
        _options.Guards.ProtectionTagKey is { Length: > 0 } key ? key : null,
        _time.GetUtcNow());

    private async Task GuardAsync(PowerPlan plan, CallDeadline deadline, CancellationToken cancellationToken)
    {
        PlanGuards.CheckCount(plan.ActingCount, plan.Request, _options.Guards.MaxInstances);
        if (_options.Guards.MaxPercent is not { } maxPercent || plan.ActingCount == 0)
        {
            return;
        }

        var inScope = 0;
        var scope = _options.Scope ?? InstanceSelector.All;
        await foreach (var found in _finder.FindAsync(scope, deadline, cancellationToken).ConfigureAwait(false))
        {
            inScope += found.Instance is { State: not (PowerState.Terminated or PowerState.ShuttingDown) } ? 1 : 0;
        }

        PlanGuards.CheckPercent(plan.ActingCount, inScope, plan.Request, maxPercent);
    }
}
