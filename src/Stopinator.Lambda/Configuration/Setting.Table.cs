using Stopinator.Diagnostics;
using Stopinator.Lambda.Text;
using static Stopinator.Lambda.Configuration.SettingParsers;
using static Stopinator.Lambda.Configuration.SettingUse;

namespace Stopinator.Lambda.Configuration;

/// <content>
/// The table of settings. The reader, the options of the command, its help and the page of settings come from here: the name, the runs it
/// concerns, the parser, the kind of value, the default, the meaning, and the property of an event that stands in its place.
/// </content>
internal sealed partial class Setting
{
    private static readonly List<Setting> Rows = [];

    private static readonly Enum[] LogLevels =
        [FunctionLogLevel.Debug, FunctionLogLevel.Information, FunctionLogLevel.Warning, FunctionLogLevel.None];

    public static readonly Setting Scope = Add(
        "SCOPE", AnyRun, Selector, "selector", "required",
        "The instances that may be acted on at all, as a selector (`tag:Env=dev`). Nothing overrides the scope.");

    public static readonly Setting Selection = Add(
        "SELECTOR", AnyRun, Selector, "selector", "the scope",
        "The instances within the scope that are selected, unless an event names others.",
        CommandProperty.Selector);

    public static readonly Setting Targets = Add(
        "TARGETS", AnyRun, AnyText, "json or place", "none",
        "The accounts and regions in which a run acts, as JSON, or the path of a file beside the function. With "
        + "`Stopinator.Scheduling.Sources` also `ssm:/name`, `ssm:/path/`, `s3://bucket/key`. Without this setting, a run acts in the "
        + "region and account of its credentials.",
        CommandProperty.Targets);

    public static readonly Setting Action = Add(
        "ACTION", AnyRun, Word(AcceptedMembers.Actions), "action", "none",
        "`start`, `stop`, `reboot`, `reconcile`. Without this setting each event must name an action.",
        CommandProperty.Action);

    public static readonly Setting DryRun = Add(
        "DRY_RUN", AnyRun, Switch, value: null, "`false`",
        "Only ask EC2 whether the permissions are there.",
        CommandProperty.DryRun);

    public static readonly Setting MaxEventAge = Add(
        "MAX_EVENT_AGE", EventRun, Time(TimeSpan.FromMinutes(1)), "time", "`1h`",
        "An event with an older scheduled time is refused as stale.");

    public static readonly Setting FailOn = Add(
        "FAIL_ON", AnyRun, Word([Configuration.FailOn.Any, Configuration.FailOn.All, Configuration.FailOn.None]), "which", "`any`",
        "When failed instances fail the run: `any` (one failed), `all` (all failed), `none` (never).");

    public static readonly Setting MaxInstances = Add(
        "MAX_INSTANCES", AnyRun, Number(0, int.MaxValue), "number", "`1000`",
        "A plan that acts on more instances is refused. Nothing is changed.",
        CommandProperty.MaxInstances);

    public static readonly Setting MaxPercent = Add(
        "MAX_PERCENT", AnyRun, Percent, "number", "none",
        "A plan that acts on a larger share of the instances in scope is refused.");

    public static readonly Setting StoppedWithin = Add(
        "STOPPED_WITHIN", AnyRun, Time(TimeSpan.FromSeconds(1)), "time", "none",
        "Start only instances that were stopped within this time (`16h`, `3d`, `72:00:00`).",
        CommandProperty.OnlyStoppedWithin);

    public static readonly Setting StopMode = Add(
        "STOP_MODE", AnyRun, Word(AcceptedMembers.StopModes), "mode", "`normal`",
        "`normal`, `hibernate`, `skip-os-shutdown`, `force`.",
        CommandProperty.StopMode);

    public static readonly Setting HibernationFallback = Add(
        "HIBERNATION_FALLBACK", AnyRun, Word(AcceptedMembers.HibernationFallbacks), "way", "`skip`",
        "For instances that cannot hibernate: `skip`, `stop-normally`.",
        CommandProperty.HibernationFallback);

    public static readonly Setting Await = Add(
        "AWAIT", AnyRun, Word(AcceptedMembers.AwaitedSigns), "sign", "`state` for starts only",
        "`nothing`, `state`, `status-checks`: what a run waits for. `status-checks` needs the permission `ec2:DescribeInstanceStatus`; "
        + "after a stop it is `state`.",
        CommandProperty.Await);

    public static readonly Setting Verify = Add(
        "VERIFY", AnyRun, Switch, value: null, "none",
        "The older name of the setting above: `true` is `state`, `false` is `nothing`.",
        CommandProperty.Verify);

    public static readonly Setting OrderTag = Add(
        "ORDER_TAG", AnyRun, OwnTagKey, "key", "none",
        "The tag with the number of an instance's wave, e.g. `stopinator:wave`. Starts go up the waves, stops go down.");

    public static readonly Setting OrderGroupTag = Add(
        "ORDER_GROUP_TAG", AnyRun, TagKey, "key", "none",
        "The tag of groups, each of which has its own waves.");

    public static readonly Setting WaitForTransition = Add(
        "WAIT_FOR_TRANSITION", AnyRun, Switch, value: null, "`false`",
        "Wait for instances between two states rather than skip them.",
        CommandProperty.WaitForTransition);

    public static readonly Setting Allow = Add(
        "ALLOW", AnyRun, Words([.. AcceptedMembers.SkipReasons.Select(EnumText.Of)]), "rules", "none",
        "Skip rules that do not apply in any run: `auto-scaling-group`, `spot`, `instance-store-root`, `managed-by-service`, "
        + "`protected-by-tag`, separated by commas.",
        CommandProperty.Allow);

    public static readonly Setting EventAllow = Add(
        "EVENT_ALLOW", EventRun, Words(EventPermission.All), "permissions", "none",
        "What an event may ask for beyond the settings: the same rules, `force`, `skip-os-shutdown`, `max-instances`, `stopped-within`, "
        + "`undo`; and the events that stop instances by themselves, `alarm` and `state-change`.");

    public static readonly Setting StateChangeGrace = Add(
        "STATE_CHANGE_GRACE", EventRun, Time(TimeSpan.Zero, FunctionSettings.LongestStateChangeGrace), "time", "`5m`",
        "The time that an instance may run against its schedule before its state change stops it, up to `10m`. The function waits for "
        + "its end.");

    public static readonly Setting ProtectionTag = Add(
        "PROTECTION_TAG", AnyRun, TagKey, "key", "`stopinator:protected`",
        "The tag key that protects an instance.");

    public static readonly Setting Timeout = Add(
        "TIMEOUT", AnyRun, Time(TimeSpan.FromSeconds(30)), "time", "none",
        "The time for a run (`15m`), where the host gives no deadline.");

    public static readonly Setting MaxReportBytes = Add(
        "MAX_REPORT_BYTES", EventRun, Number(FunctionSettings.LeastReportBytes, 6_000_000), "number", "`204800`",
        "The size of the answer. A longer answer loses details first, then ids. The counts stay exact.");

    public static readonly Setting Metrics = Add(
        "METRICS", EventRun, Switch, value: null, "`true`",
        "CloudWatch metrics by the Embedded Metric Format, in the log line.");

    public static readonly Setting LogLevel = Add(
        "LOG_LEVEL", AnyRun, Word(LogLevels), "level", "`information`",
        "`debug` adds a line for each instance. `warning` leaves out successful runs. `none` logs nothing.");

    public static readonly Setting ScheduleTag = Add(
        "SCHEDULE_TAG", ReconcileRun, OwnTagKey, "key", "`stopinator:schedule`",
        "The tag with the schedule.");

    public static readonly Setting Schedules = Add(
        "SCHEDULES", ReconcileRun, AnyText, "json or place", "none",
        "Schedules by name as JSON, or the path of a file beside the function. Its `timeZone` is for schedules without a time zone. "
        + "With `Stopinator.Scheduling.Sources` also `ssm:/name`, `ssm:/path/`, `s3://bucket/key`.");

    public static readonly Setting InstanceScheduler = Add(
        "INSTANCE_SCHEDULER", ReconcileRun, AnyText, "json or place", "none",
        "Schedules and periods of AWS Instance Scheduler as JSON, or the path of a file, or a location as above.");

    public static readonly Setting InstanceSchedulerTag = Add(
        "INSTANCE_SCHEDULER_TAG", ReconcileRun, OwnTagKey, "key", "`Schedule`",
        "The tag that names a schedule of AWS Instance Scheduler.");

    public static readonly Setting OffHoursTag = Add(
        "OFF_HOURS_TAG", ReconcileRun, OwnTagKey, "key", "none",
        "The off-hours tag of Cloud Custodian, e.g. `maid_offhours`.");

    public static readonly Setting OffHoursTimeZone = Add(
        "OFF_HOURS_TIME_ZONE", ReconcileRun, AnyText, "zone", "`et`",
        "The time zone of off-hours without a time zone.");

    public static readonly Setting OptOutTag = Add(
        "OPT_OUT_TAG", ReconcileRun, TagKey, "key", "`stopinator:opt-out`",
        "The tag that takes an instance out of the schedules.");

    public static readonly Setting KeepRunningTag = Add(
        "KEEP_RUNNING_TAG", ReconcileRun, OwnTagKey, "key", "`stopinator:keep-running-until`",
        "The tag that keeps an instance running until an instant, a local time, a date, or `forever`.");

    public static readonly Setting KeepStoppedTag = Add(
        "KEEP_STOPPED_TAG", ReconcileRun, OwnTagKey, "key", "`stopinator:keep-stopped-until`",
        "The tag that keeps an instance stopped, with the same values.");

    public static readonly Setting ReconcileMode = Add(
        "RECONCILE_MODE", ReconcileRun, Word(AcceptedMembers.ReconcileModes), "mode", "`enforce`",
        "`enforce` at every run, or `edges`: only the changes of a schedule.");

    public static readonly Setting ReconcileInterval = Add(
        "RECONCILE_INTERVAL", ReconcileRun, Time(TimeSpan.FromMinutes(1)), "time", "`5m`",
        "The time between two runs, which `edges` looks back over.");

    public static readonly Setting LookBack = Add(
        "LOOK_BACK", ReconcileRun, Time(TimeSpan.Zero), "time", "`0s`",
        "How much further `edges` looks back.");

    public static readonly Setting CatchUp = Add(
        "CATCH_UP", ReconcileRun, Time(TimeSpan.FromMinutes(1)), "time", "`2h`",
        "The time after a moment, such as `stop 22:00`, in which a run still acts on it.");

    public static readonly Setting ScheduleStopModes = Add(
        "SCHEDULE_STOP_MODES", ReconcileRun, Words([.. AcceptedMembers.ScheduleStopModes.Select(EnumText.Of)]), "modes", "`hibernate`",
        "The ways to stop that a schedule may ask for: `hibernate`, `skip-os-shutdown`, `force`, separated by commas.");

    /// <summary>All settings, in the order of the page and of the help.</summary>
    public static IReadOnlyList<Setting> All => Rows;

    private static Setting Add(
        string name, SettingUse use, SettingParser parse, string? value, string standard, string help, string? property = null)
    {
        var setting = new Setting(name, use, parse, value, standard, help, property);
        Rows.Add(setting);
        return setting;
    }
}
