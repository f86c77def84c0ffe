namespace Stopinator.Scheduling;

/// <summary>Whether Cloud Custodian's off-hours would act on an instance at all.</summary>
public enum OffHoursStatus
{
    /// <summary>It has a schedule: that of its tag, or the policy's.</summary>
    Scheduled,

    /// <summary>It carries no tag, and the policy takes only instances that do.</summary>
    NotTagged,

    /// <summary>Its tag says <c>off</c>: it is exempt.</summary>
    OptedOut,
}
