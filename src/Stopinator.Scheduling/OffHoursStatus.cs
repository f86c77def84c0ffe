namespace Stopinator.Scheduling;

/// <summary>Tells whether Cloud Custodian's off-hours would act on an instance at all.</summary>
public enum OffHoursStatus
{
    /// <summary>The instance has a schedule, either from its tag or from the policy.</summary>
    Scheduled,

    /// <summary>The instance carries no tag, and the policy requires one.</summary>
    NotTagged,

    /// <summary>The instance is exempt: its tag says <c>off</c>.</summary>
    OptedOut,
}
