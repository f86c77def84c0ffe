using NodaTime;

namespace Stopinator.Scheduling.Custodian;

/// <summary>The begin of an hour in which instances are started, or stopped.</summary>
/// <param name="At">The first instant of the hour.</param>
/// <param name="On">What holds from it on, when instances are started; null when they are not.</param>
/// <param name="Off">What holds from it on, when instances are stopped; null when they are not.</param>
internal readonly record struct Point(Instant At, ScheduleDecision? On, ScheduleDecision? Off)
{
    /// <summary>What holds from it on; null when it changes nothing, being both.</summary>
    public ScheduleDecision? Decision => On is null ? Off : Off is null ? On : null;
}
