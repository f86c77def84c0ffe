using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Selection;

namespace Stopinator.Planning;

/// <summary>Adds wave and group to the decision on an instance.</summary>
internal sealed class OrderDecider(PowerOrder order, Func<Ec2Instance, DecisionPolicy, InstanceDecision> decide)
{
    public InstanceDecision Decide(Ec2Instance instance, DecisionPolicy policy)
    {
        var decision = decide(instance, policy);
        if (WaveOf(instance) is { } wave)
        {
            return decision with { Wave = wave, Group = GroupOf(instance) };
        }

        // Only what EC2 would be asked to change needs a wave.
        return !decision.Acts ? decision : decision with
        {
            Kind = DecisionKind.Invalid,
            Reason = ReasonCode.InvalidWave,
            Message = $"Its tag {order.Tag} is {ErrorText.Quote(instance.Tags[order.Tag!])}; the number of a wave is an integer from "
                + $"{int.MinValue} to {int.MaxValue}. Correct the tag, or remove it for wave 0.",
            Group = GroupOf(instance),
        };
    }

    /// <summary>
    /// Decides on an instance that is awaited and was not selected. It is not acted on, whatever the rules that keep an instance from the
    /// action say: later waves wait for its state.
    /// </summary>
    public InstanceDecision DecideFirst(Ec2Instance instance, DecisionPolicy policy)
    {
        var decision = Decide(instance, policy);
        var isOutOfReach = decision.Reason is ReasonCode.OutsideScope or ReasonCode.Terminated;
        var isThere = decision.Kind is DecisionKind.AlreadyThere or DecisionKind.OnItsWay or DecisionKind.Invalid;
        if (isOutOfReach || isThere || decision.Wave is null || decision.Action == PowerAction.Reconcile)
        {
            return decision;
        }

        return decision with
        {
            Kind = DecisionKind.AwaitFirst,
            Reason = ReasonCode.AwaitedFirst,
            Message = "An earlier run left its wave unfinished; later waves await it, and this run does not act on it.",
        };
    }

    // Null for a tag that is no integer.
    private int? WaveOf(Ec2Instance instance)
    {
        if (order.Tag is { } key)
        {
            return !instance.Tags.TryGetValue(key, out var text) ? 0
                : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
                : null;
        }

        var wave = 0;
        while (wave < order.Waves.Length && !InstanceMatcher.Matches(order.Waves[wave].Node, instance))
        {
            wave++;
        }

        return wave == order.Waves.Length ? 0 : wave + 1;
    }

    private string? GroupOf(Ec2Instance instance) =>
        order.GroupBy is { } key && instance.Tags.TryGetValue(key, out var group) ? group : null;
}
