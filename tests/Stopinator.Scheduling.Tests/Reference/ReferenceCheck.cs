using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>Compares a schedule with the states that a reference gives for every minute of a year.</summary>
internal static class ReferenceCheck
{
    private const int Samples = 25;

    /// <summary>Compares what is asked for at instants, what changes next, and every change of the year.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="expected">The state of every minute.</param>
    /// <param name="clocks">The year.</param>
    /// <param name="minutes">The minutes to compare; those around each boundary are added.</param>
    /// <param name="chance">Picks the instants from which the next transition is asked for.</param>
    /// <param name="what">The schedule, for the message.</param>
    public static void Check(
        PowerSchedule schedule, DesiredState[] expected, ClockYear clocks, HashSet<int> minutes, Chance chance, string what)
    {
        var (first, last) = clocks.Year;
        var boundaries = new List<int>();
        for (var minute = first + 1; minute < last; minute++)
        {
            if (expected[minute] != expected[minute - 1])
            {
                boundaries.Add(minute);
            }
        }

        foreach (var minute in minutes.Concat(boundaries.SelectMany(boundary => Enumerable.Range(boundary - 2, 5))))
        {
            if (schedule.DesiredStateAt(clocks.InstantOf(minute)).State != expected[minute])
            {
                Assert.Fail($"{what} at {clocks.InstantOf(minute):u}: {schedule.DesiredStateAt(clocks.InstantOf(minute))}, but {expected[minute]} is right.");
            }
        }

        // Boundaries are exact, not only to the minute.
        Assert.All(
            boundaries,
            boundary => Assert.Equal(expected[boundary - 1], schedule.DesiredStateAt(clocks.InstantOf(boundary).AddTicks(-1)).State));

        var transitions = schedule.Transitions(clocks.InstantOf(first), clocks.InstantOf(last - 1)).ToList();
        Assert.Equal(
            boundaries.Select(boundary => (clocks.InstantOf(boundary), expected[boundary - 1], expected[boundary])),
            transitions.Select(transition => (transition.At.ToUniversalTime(), transition.From, transition.To)));

        foreach (var from in Instants(boundaries, first, last, chance))
        {
            var next = boundaries.BinarySearch(from + 1) is var found && found >= 0 ? found : ~found;
            var actual = schedule.NextTransition(clocks.InstantOf(from));
            if (next < boundaries.Count)
            {
                Assert.Equal((clocks.InstantOf(boundaries[next]), expected[boundaries[next]]), (actual!.At, actual.To));
            }
            else
            {
                Assert.True(actual is null || actual.At >= clocks.InstantOf(last), what);
            }
        }
    }

    private static IEnumerable<int> Instants(List<int> boundaries, int first, int last, Chance chance) =>
        Enumerable.Range(0, Samples).Select(_ => boundaries.Count > 0 && chance.OneIn(2)
            ? Math.Clamp(chance.Of<int>(boundaries) - chance.Below(2), first, last - 1)
            : chance.Between(first, last - 1));
}
