namespace Stopinator.Scheduling;

/// <summary>The status of an instance in Cloud Custodian's off-hours: scheduled, not tagged, or exempt.</summary>
public enum OffHoursStatus
{
    /// <summary>The instance has a schedule, either from its tag or from the policy.</summary>
    Scheduled,

    /// <summary>The instance does not have the tag, and the policy requires it.</summary>
    NotTagged,

    /// <summary>The instance is exempt: its tag says <c>off</c>.</summary>
    OptedOut,
}
