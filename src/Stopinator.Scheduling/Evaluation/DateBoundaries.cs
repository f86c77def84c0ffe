namespace Stopinator.Scheduling.Evaluation;

/// <summary>The days on which a dated special day begins, and the days after the last of one.</summary>
/// <param name="dates">The dates of all special days. Those of every year have no boundaries.</param>
internal sealed class DateBoundaries(IEnumerable<ScheduleDates> dates)
{
    private readonly int[] _days =
    [
        .. dates.Where(each => !each.IsYearly)
            .SelectMany(each => new[] { each.First.DayNumber, each.Last.DayNumber + 1 })
            .Distinct()
            .Order(),
    ];

    /// <summary>Returns the first boundary after a day; the limit when there is none before it.</summary>
    public int After(int day, int limit)
    {
        var index = Array.BinarySearch(_days, day + 1);
        index = index < 0 ? ~index : index;
        return index < _days.Length ? Math.Min(_days[index], limit) : limit;
    }
}
