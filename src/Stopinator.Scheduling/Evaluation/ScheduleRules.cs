using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>What a notation says of a stretch of time. One derived class a notation; safe for several threads.</summary>
internal abstract class ScheduleRules
{
    /// <summary>A weekly rule changes the state within this time, if it ever does, also where clocks leave an hour out.</summary>
    public const long WeeklyCycle = 32 * TimeSpan.TicksPerDay;

    /// <summary>
    /// Rules of days and months change the state within this time, if they ever do: 29 February on a given weekday takes up to 40 years.
    /// </summary>
    protected const long LongestCycle = 41L * 366 * TimeSpan.TicksPerDay;

    /// <summary>The time zone of the rules.</summary>
    public abstract DateTimeZone Zone { get; }

    /// <summary>Whether they say the same at all times.</summary>
    public virtual bool IsConstant => false;

    /// <summary>A state that has not changed for this time, in ticks, does not change before the next boundary.</summary>
    public virtual long Cycle => LongestCycle;

    /// <summary>Whether a dated rule decides from a boundary on until the next, every day alike.</summary>
    public virtual bool IsDated(long boundary) => false;

    /// <summary>Writes down what holds from when on, in ascending order, beginning at <paramref name="from"/>.</summary>
    public abstract void Compile(Instant from, Instant to, TimelineBuilder timeline);

    /// <summary>
    /// The first boundary after an instant, where a dated rule begins or ends; <see cref="long.MaxValue"/> for none. In UTC ticks.
    /// </summary>
    public virtual long NextBoundary(long after) => long.MaxValue;

    /// <summary>The instant until which a state certainly holds; <paramref name="from"/> when that is not known.</summary>
    /// <param name="from">The instant to begin at, in UTC ticks.</param>
    /// <param name="state">The state just before it.</param>
    public virtual long QuietUntil(long from, DesiredState state) => from;
}
