using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Selection;

namespace Stopinator.Requests;

/// <summary>The rules of <see cref="PowerRequest.Await"/> and <see cref="PowerRequest.Order"/>.</summary>
internal static class WaitingRules
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(12);

    /// <summary>Returns the problems of a request, one sentence each.</summary>
    public static IEnumerable<string> Problems(PowerRequest request) =>
        [
            .. request.Await is { } awaited ? Problems(awaited, request.Action) : [],
            .. request.Order is { } order ? Problems(order, request.Action) : [],
        ];

    private static IEnumerable<string> Problems(PowerAwait awaited, PowerAction action)
    {
        if (action == PowerAction.Reboot && awaited != PowerAwait.Nothing)
        {
            yield return "Await is set for a reboot, but nothing tells when a reboot has happened.";
        }

        if (!Enum.IsDefined(awaited.Until))
        {
            yield return $"Await.Until is {(int)awaited.Until}; it takes {string.Join(", ", Enum.GetNames<AwaitedSign>())}.";
        }

        if (awaited.Until == AwaitedSign.Nothing && !awaited.Probes.IsEmpty)
        {
            yield return "Await waits for nothing and holds probes, which start when the state is seen; begin with PowerAwait.State.";
        }

        if (awaited.Time is { } time && (time <= TimeSpan.Zero || time > LongestTime))
        {
            yield return $"Await.Time is {time}; it takes more than zero, up to {LongestTime}.";
        }

        string[] names =
        [
            .. (awaited.ProbeNames.IsDefault ? [] : awaited.ProbeNames)
                .Except(awaited.NamesOfProbes, StringComparer.Ordinal),
        ];
        if (names.Length > 0)
        {
            yield return $"Await names {(names.Length == 1 ? "a probe" : "probes")} that the request does not hold, since JSON has only "
                + $"names: {string.Join(", ", names.Select(name => ErrorText.Quote(name)))}. Give them again by Await.And(...).";
        }
    }

    private static IEnumerable<string> Problems(PowerOrder order, PowerAction action)
    {
        if (action == PowerAction.Reboot)
        {
            yield return "Order is set for a reboot, but nothing tells when a reboot has happened.";
        }

        if (order.Tag is null == order.Waves.IsDefaultOrEmpty)
        {
            yield return "Order has both or neither of Tag and Waves; it takes one of them.";
        }

        if (order.Tag is "" || order.GroupBy is "")
        {
            yield return "Order has an empty tag key; Tag and GroupBy take the key of a tag, or null.";
        }

        if (order.WaveTime <= TimeSpan.Zero || order.WaveTime > LongestTime)
        {
            yield return $"Order.WaveTime is {order.WaveTime}; it takes more than zero, up to {LongestTime}.";
        }

        if (order.OnWaveFailure is { } failure && !Enum.IsDefined(failure))
        {
            yield return $"Order.OnWaveFailure is {(int)failure}; it takes {string.Join(", ", Enum.GetNames<WaveFailure>())}.";
        }

        foreach (var wave in order.Waves.IsDefault ? [] : order.Waves)
        {
            if (wave is null)
            {
                yield return "Order.Waves holds null; a wave is a selector.";
            }
            else if (InstanceMatcher.FirstUnknownFilter(wave.Node) is { } filter)
            {
                yield return $"Order.Waves uses the filter {ErrorText.Quote(filter)}, which only EC2 can evaluate; a wave takes ids and "
                    + $"the filters {string.Join(", ", FilterFields.Names)}.";
            }
        }

        if ((order.AwaitFirst.IsDefault ? [] : order.AwaitFirst).FirstOrDefault(id => !InstanceId.IsValid(id)) is { } invalid)
        {
            yield return $"Order.AwaitFirst holds {ErrorText.Quote(invalid)}, which is not an instance id.";
        }
    }
}
