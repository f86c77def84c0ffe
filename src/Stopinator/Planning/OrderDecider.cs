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
        return WaveOf(instance) is { } wave
            ? decision with { Wave = wave, Group = GroupOf(instance) }
            : decision.Acts
            ? decision with
            {
                Kind = DecisionKind.Invalid,
                Reason = ReasonCode.InvalidWave,
                Message = $"Its tag {order.Tag} is {ErrorText.Quote(instance.Tags[order.Tag!])}; the number of a wave is an integer from "
                    + $"{int.MinValue} to {int.MaxValue}. Correct the tag, or remove it for wave 0.",
                Group = GroupOf(instance),
            }
            : decision;
    }

    /// <summary>
    /// Decides on an instance that is awaited and was not selected. It is not acted on, whatever the rules that keep an instance from the
    /// action say: later waves wait for its state.
    /// </summary>
    public InstanceDecision DecideFirst(Ec2Instance instance, DecisionPolicy policy)
    {
        var decision = Decide(instance, policy);
        return decision is
            {
                Action: PowerAction.Start or PowerAction.Stop,
                Kind: DecisionKind.Act or DecisionKind.ActAfterWait or DecisionKind.Skip,
                Reason: not (ReasonCode.OutsideScope or ReasonCode.Terminated),
                Wave: not null,
            }
            ? decision with
            {
                Kind = DecisionKind.AwaitFirst,
                Reason = ReasonCode.AwaitedFirst,
                Message = "An earlier run left its wave unfinished; later waves await it, and this run does not act on it.",
            }
            : decision;
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
