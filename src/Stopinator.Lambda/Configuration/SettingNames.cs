namespace Stopinator.Lambda.Configuration;

/// <summary>The names of the environment variables.</summary>
internal static class SettingNames
{
    public const string Prefix = "STOPINATOR_";
    public const string Scope = "STOPINATOR_SCOPE";
    public const string Selector = "STOPINATOR_SELECTOR";
    public const string Action = "STOPINATOR_ACTION";
    public const string DryRun = "STOPINATOR_DRY_RUN";
    public const string MaxEventAge = "STOPINATOR_MAX_EVENT_AGE";
    public const string FailOn = "STOPINATOR_FAIL_ON";
    public const string MaxInstances = "STOPINATOR_MAX_INSTANCES";
    public const string MaxPercent = "STOPINATOR_MAX_PERCENT";
    public const string StoppedWithin = "STOPINATOR_STOPPED_WITHIN";
    public const string StopMode = "STOPINATOR_STOP_MODE";
    public const string HibernationFallback = "STOPINATOR_HIBERNATION_FALLBACK";
    public const string Verify = "STOPINATOR_VERIFY";
    public const string Await = "STOPINATOR_AWAIT";
    public const string OrderTag = "STOPINATOR_ORDER_TAG";
    public const string OrderGroupTag = "STOPINATOR_ORDER_GROUP_TAG";
    public const string WaitForTransition = "STOPINATOR_WAIT_FOR_TRANSITION";
    public const string Allow = "STOPINATOR_ALLOW";
    public const string EventAllow = "STOPINATOR_EVENT_ALLOW";
    public const string ProtectionTag = "STOPINATOR_PROTECTION_TAG";
    public const string Timeout = "STOPINATOR_TIMEOUT";
    public const string MaxReportBytes = "STOPINATOR_MAX_REPORT_BYTES";
    public const string Metrics = "STOPINATOR_METRICS";
    public const string LogLevel = "STOPINATOR_LOG_LEVEL";

    // The settings of the action reconcile.
    public const string ScheduleTag = "STOPINATOR_SCHEDULE_TAG";
    public const string Schedules = "STOPINATOR_SCHEDULES";
    public const string InstanceSchedulerTag = "STOPINATOR_INSTANCE_SCHEDULER_TAG";
    public const string InstanceScheduler = "STOPINATOR_INSTANCE_SCHEDULER";
    public const string OffHoursTag = "STOPINATOR_OFF_HOURS_TAG";
    public const string OffHoursTimeZone = "STOPINATOR_OFF_HOURS_TIME_ZONE";
    public const string OptOutTag = "STOPINATOR_OPT_OUT_TAG";
    public const string KeepRunningTag = "STOPINATOR_KEEP_RUNNING_TAG";
    public const string KeepStoppedTag = "STOPINATOR_KEEP_STOPPED_TAG";
    public const string ReconcileMode = "STOPINATOR_RECONCILE_MODE";
    public const string ReconcileInterval = "STOPINATOR_RECONCILE_INTERVAL";
    public const string LookBack = "STOPINATOR_LOOK_BACK";
    public const string CatchUp = "STOPINATOR_CATCH_UP";
    public const string ScheduleStopModes = "STOPINATOR_SCHEDULE_STOP_MODES";

    /// <summary>The variables of the action reconcile.</summary>
    public static string[] OfSchedules =>
    [
        ScheduleTag, Schedules, InstanceSchedulerTag, InstanceScheduler, OffHoursTag, OffHoursTimeZone, OptOutTag, KeepRunningTag,
        KeepStoppedTag, ReconcileMode, ReconcileInterval, LookBack, CatchUp, ScheduleStopModes,
    ];

    /// <summary>All variables.</summary>
    public static string[] All =>
    [
        Scope, Selector, Action, DryRun, MaxEventAge, FailOn, MaxInstances, MaxPercent, StoppedWithin, StopMode, HibernationFallback,
        Verify, Await, OrderTag, OrderGroupTag, WaitForTransition, Allow, EventAllow, ProtectionTag, Timeout, MaxReportBytes, Metrics,
        LogLevel, .. OfSchedules,
    ];
}
