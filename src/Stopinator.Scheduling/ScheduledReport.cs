using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>What became of the instances at a tick.</summary>
public sealed class ScheduledReport
{
    internal ScheduledReport(ScheduledPlan plan, PowerReport power) =>
        (Power, Tick, UnknownSchedules) = (power, plan.Tick, plan.UnknownSchedules);

    /// <summary>Makes a report, e.g. as the answer of a substituted <see cref="IScheduledPowerService"/> in a test.</summary>
    /// <param name="plan">The plan that was carried out.</param>
    /// <param name="power">The outcomes.</param>
    public static ScheduledReport Create(ScheduledPlan plan, PowerReport power)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(power);
        return new ScheduledReport(plan, power);
    }

    /// <summary>Every instance once, with its outcome.</summary>
    public PowerReport Power { get; }

    /// <summary>The tick.</summary>
    public DateTimeOffset Tick { get; }

    /// <summary>The schedules that do not exist, each once with its instances.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; }

    /// <inheritdoc cref="PowerReport.ToString"/>
    public override string ToString() => Power.ToString();
}
