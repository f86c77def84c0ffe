using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>Rules that decide the same at all times.</summary>
internal sealed class ConstantRules(ScheduleDecision decision, DateTimeZone zone) : ScheduleRules
{
    public override DateTimeZone Zone => zone;

    public override bool IsConstant => true;

    public override long Cycle => 0;

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline) => timeline.Add(from, decision);
}
