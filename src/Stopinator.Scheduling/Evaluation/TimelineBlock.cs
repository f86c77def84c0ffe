namespace Stopinator.Scheduling.Evaluation;

/// <summary>The decisions of one stretch of time, ready to be looked up.</summary>
/// <param name="index">The index of the block.</param>
/// <param name="starts">The instants at which the decisions begin to hold, in UTC ticks, ascending.</param>
/// <param name="decisions">The decisions.</param>
internal sealed class TimelineBlock(long index, long[] starts, ScheduleDecision[] decisions) : TimeBlock(index)
{
    public int Count => starts.Length;

    public long StartOf(int entry) => starts[entry];

    public ScheduleDecision DecisionOf(int entry) => decisions[entry];

    /// <summary>Returns the decision that holds at an instant of the stretch.</summary>
    public ScheduleDecision At(long ticks)
    {
        // Finds the last entry that does not begin later.
        int low = 0, high = starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = starts[middle] <= ticks ? (middle, high) : (low, middle - 1);
        }

        return decisions[low];
    }
}
