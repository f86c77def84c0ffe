using NodaTime;

namespace Stopinator.Scheduling.Custodian;

/// <summary>The start of an hour in which instances are started or stopped.</summary>
/// <param name="At">The first instant of the hour.</param>
/// <param name="On">The decision that holds from the hour on when instances are started; null when they are not.</param>
/// <param name="Off">The decision that holds from the hour on when instances are stopped; null when they are not.</param>
internal readonly record struct OnOffPoint(Instant At, ScheduleDecision? On, ScheduleDecision? Off)
{
    /// <summary>The decision that holds from the hour on; null when the hour both starts and stops, and so changes nothing.</summary>
    public ScheduleDecision? Decision => On is null ? Off : Off is null ? On : null;
}
