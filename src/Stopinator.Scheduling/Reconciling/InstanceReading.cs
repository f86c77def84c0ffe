namespace Stopinator.Scheduling.Reconciling;

/// <summary>The combined result of reading an instance's tags: a schedule, or the choice made without one.</summary>
internal sealed record InstanceReading
{
    private InstanceReading()
    {
    }

    /// <summary>The schedule, including an owner's override; null when there is none.</summary>
    public PowerSchedule? Schedule { get; private init; }

    /// <summary>The points at which Cloud Custodian acts; null for other notations, and when an owner overrides them.</summary>
    public CustodianOffHours? OffHours { get; private init; }

    /// <summary>The reason the instance is left alone, or the problem with its tags; null when there is a schedule.</summary>
    public PowerChoice? Otherwise { get; private init; }

    /// <summary>The name that does not exist, and the tag that holds it; null when no name is missing.</summary>
    public (string TagKey, UnknownScheduleException Error)? Unknown { get; private init; }

    public static InstanceReading Of(PowerSchedule schedule, CustodianOffHours? offHours) =>
        new() { Schedule = schedule, OffHours = offHours };

    public static InstanceReading Leave(ReasonCode reason, string why) => new() { Otherwise = PowerChoice.Leave(reason, why) };

    public static InstanceReading Invalid(string why) => new() { Otherwise = PowerChoice.Invalid(ReasonCode.InvalidSchedule, why) };

    public static InstanceReading OfUnknown(string tagKey, UnknownScheduleException error, string why) =>
        new() { Otherwise = PowerChoice.Invalid(ReasonCode.UnknownSchedule, why), Unknown = (tagKey, error) };
}
