using System.Collections.Immutable;
using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>The rules of a notation. Each notation has a derived class. Safe for use by several threads.</summary>
internal abstract class ScheduleRules
{
    /// <summary>A weekly rule that changes the state at all does so within this time, even when clocks skip an hour.</summary>
    public const long WeeklyCycle = 32 * TimeSpan.TicksPerDay;

    /// <summary>
    /// Rules of days and months that change the state at all do so within this time: 29 February on a given weekday takes up to 40 years.
    /// </summary>
    protected const long LongestCycle = 41L * 366 * TimeSpan.TicksPerDay;

    /// <summary>The time zone of the rules.</summary>
    public abstract DateTimeZone Zone { get; }

    /// <summary>True when the rules decide the same at all times.</summary>
    public virtual bool IsConstant => false;

    /// <summary>True when the rules cannot be read without a time zone.</summary>
    public virtual bool NeedsZone => !IsConstant;

    /// <summary>True when an instance is stopped outside of windows.</summary>
    public virtual bool HasWindows => false;

    /// <summary>The parts, each with a time zone of its own; only this one for most rules.</summary>
    public virtual ImmutableArray<ScheduleRules> Parts => [this];

    /// <summary>The time, in ticks, after which an unchanged state does not change before the next boundary.</summary>
    public virtual long Cycle => LongestCycle;

    /// <summary>True when a dated rule decides every day alike from a boundary until the next.</summary>
    public virtual bool IsDated(long boundary) => false;

    /// <summary>Writes the decisions in ascending order, beginning at <paramref name="from"/>.</summary>
    public abstract void Compile(Instant from, Instant to, TimelineBuilder timeline);

    /// <summary>
    /// Returns the first boundary after an instant, in UTC ticks. A dated rule begins or ends at a boundary. <see cref="long.MaxValue"/>
    /// when there is none.
    /// </summary>
    public virtual long NextBoundary(long after) => long.MaxValue;

    /// <summary>Returns an instant until which a state certainly holds; <paramref name="from"/> when no such instant is known.</summary>
    /// <param name="from">The instant to begin at, in UTC ticks.</param>
    /// <param name="state">The state just before it.</param>
    public virtual long QuietUntil(long from, DesiredState state) => from;
}
