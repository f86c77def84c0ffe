using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>What a notation says of a stretch of time. One derived class a notation; without state, so safe for several threads.</summary>
internal abstract class ScheduleRules
{
    /// <summary>Calendar rules of days and months return at the latest after this time: 29 February on a given day of the week takes up to 40 years.</summary>
    private static readonly Duration LongestCycle = Duration.FromDays(41 * 366);

    /// <summary>The time zone of the rules.</summary>
    public abstract DateTimeZone Zone { get; }

    /// <summary>Whether they say the same at all times.</summary>
    public virtual bool IsConstant => false;

    /// <summary>Writes down what holds from when on, in ascending order, beginning at <paramref name="from"/>.</summary>
    public abstract void Compile(Instant from, Instant to, TimelineBuilder timeline);

    /// <summary>The instant after which nothing happens that has not happened between <paramref name="after"/> and it.</summary>
    public virtual Instant Horizon(Instant after) => OneCycleAfter(after);

    protected static Instant OneCycleAfter(Instant start) => Later(start, LongestCycle);

    /// <summary>Every hour of a week has come and gone, also where clocks leave one out.</summary>
    protected static Instant WeeksAfter(Instant start) => Later(start, Duration.FromDays(32));

    private static Instant Later(Instant start, Duration duration) => start > Instant.MaxValue - duration ? Instant.MaxValue : start + duration;
}
