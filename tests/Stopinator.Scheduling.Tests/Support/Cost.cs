namespace Stopinator.Scheduling.Tests.Support;

/// <summary>The cost of an answer in allocated bytes. Unlike time, bytes are the same on every machine.</summary>
internal static class Cost
{
    /// <summary>The bytes that a question to a text of 256 characters may allocate at most.</summary>
    public const long Most = 1 << 20;

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 20, 30, 0, TimeSpan.Zero);

    /// <summary>The questions that can be asked of a schedule.</summary>
    public static IReadOnlyDictionary<string, Action<PowerSchedule>> Questions { get; } = new Dictionary<string, Action<PowerSchedule>>(
        StringComparer.Ordinal)
    {
        ["state"] = schedule => schedule.DesiredStateAt(Now),
        ["next transition"] = schedule => schedule.NextTransition(Now),
        ["next transition of the first day"] = schedule => schedule.NextTransition(DateTimeOffset.MinValue),
        ["transitions of all time"] = schedule => _ = schedule.Transitions(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Take(3).Count(),
        ["warnings"] = schedule => _ = schedule.Warnings.Length,
        ["preview"] = schedule => SchedulePreview.WeekAhead(schedule, Now).ToString(),
        ["calendar week"] = schedule => SchedulePreview.OfWeek(schedule, Now).ToString(),
    };

    /// <summary>The bytes that something allocates on this thread.</summary>
    public static long Of(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Asks a new schedule each question.</summary>
    public static List<(string Question, long Bytes)> OfAll(Func<PowerSchedule> parse) =>
    [
        .. Questions.Select(question =>
        {
            var schedule = parse();
            return (question.Key, Of(() => question.Value(schedule)));
        }),
    ];

    /// <summary>The question that costs most.</summary>
    public static (string Question, long Bytes) Dearest(Func<PowerSchedule> parse) => OfAll(parse).MaxBy(cost => cost.Bytes);
}
