using System.Collections.Immutable;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Cuts a day into parts at the hours of a schedule. Each part is a bit: hours are some parts of their own day and some of the next day.
/// </summary>
internal sealed class DayParts
{
    private const int BitsOfAWord = 64;

    private readonly int[] _starts;

    public DayParts(IEnumerable<ScheduleHours> hours) =>
        _starts = [.. hours.SelectMany(one => new[] { MinuteOf(one.Begin), MinuteOf(one.End) }).Append(0).Distinct().Order()];

    /// <summary>The number of words that the bits of a day need.</summary>
    public int Words => (_starts.Length + BitsOfAWord - 1) / BitsOfAWord;

    /// <summary>Returns the parts of the day to which the hours belong.</summary>
    public ulong[] OfDay(ImmutableArray<ScheduleHours> hours) =>
        Bits(hours, (one, start) => start >= MinuteOf(one.Begin) && (one.End <= one.Begin || start < MinuteOf(one.End)));

    /// <summary>Returns the parts of the next day.</summary>
    public ulong[] OfNextDay(ImmutableArray<ScheduleHours> hours) =>
        Bits(hours, (one, start) => one.End <= one.Begin && start < MinuteOf(one.End));

    /// <summary>Returns the state of a day whose open parts are given; null when the state changes during the day.</summary>
    public DesiredState? StateOf(ReadOnlySpan<ulong> open)
    {
        var rest = _starts.Length % BitsOfAWord;
        var lastWord = rest == 0 ? ulong.MaxValue : (1UL << rest) - 1;
        return !open.ContainsAnyExcept(0UL) ? DesiredState.Stopped
            : open[^1] == lastWord && !open[..^1].ContainsAnyExcept(ulong.MaxValue) ? DesiredState.Running
            : null;
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private ulong[] Bits(ImmutableArray<ScheduleHours> hours, Func<ScheduleHours, int, bool> isIn)
    {
        var bits = new ulong[Words];
        for (var part = 0; part < _starts.Length; part++)
        {
            if (hours.Any(one => isIn(one, _starts[part])))
            {
                bits[part / BitsOfAWord] |= 1UL << (part % BitsOfAWord);
            }
        }

        return bits;
    }
}
