using System.Collections.Concurrent;

namespace Stopinator.Scheduling.Reconciling;

/// <summary>
/// Reads the values of tags, each distinct value once: a fleet has few distinct values, and a schedule remembers what it has computed.
/// </summary>
internal sealed class TagReader
{
    /// <summary>The number of values that are remembered. Without a limit, anybody who may set tags could fill the memory.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(ScheduleTag Tag, string? Value), TagReading> _readings = new();

    public TagReading Read(ScheduleTag tag, string? value)
    {
        if (_readings.TryGetValue((tag, value), out var known))
        {
            return known;
        }

        if (_readings.Count >= Most)
        {
            _readings.Clear();
        }

        return _readings.GetOrAdd((tag, value), static key => ReadNew(key.Tag, key.Value));
    }

    private static TagReading ReadNew(ScheduleTag tag, string? value)
    {
        try
        {
            return tag.Read(value);
        }
        catch (Exception problem) when (problem is ScheduleFormatException or UnknownScheduleException)
        {
            return TagReading.Of(problem);
        }
    }
}
