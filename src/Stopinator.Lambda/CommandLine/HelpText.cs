namespace Stopinator.Lambda.CommandLine;

/// <summary>The help text of the command.</summary>
internal static class HelpText
{
    public static string Version => $"Stopinator {typeof(HelpText).Assembly.GetName().Version?.ToString(3)}";

    public static string Text => $"""
        Starts, stops or reboots EC2 instances once, or holds them to the schedules in their tags, and reports what became of each.

        Usage: <stop|start|reboot|reconcile> [options]

        Options, each also an environment variable (--dry-run is STOPINATOR_DRY_RUN):
          --scope <selector>            The instances that may be touched at all, e.g. tag:Env=dev. Required.
          --selector <selector>         What is selected within the scope. Default: the scope.
          --dry-run                     Only ask EC2 for the permissions.
          --stop-mode <mode>            normal, hibernate, skip-os-shutdown, force.
          --hibernation-fallback <way>  skip, stop-normally: instances that cannot hibernate.
          --stopped-within <time>       Start only what was stopped within this time, e.g. 16h.
          --await <sign>                nothing, state, status-checks: what to wait for. Default: state for a start, else nothing.
          --verify                      The older name: --verify is --await state, --verify=false is --await nothing.
          --order-tag <key>             The tag with the number of an instance's wave, e.g. stopinator:wave.
          --order-group-tag <key>       The tag of groups, each of which has its own waves.
          --wait-for-transition         Wait for instances between two states.
          --allow <rules>               Skip rules that do not count, e.g. spot,auto-scaling-group.
          --protection-tag <key>        The tag key that protects an instance. Default: stopinator:protected.
          --max-instances <number>      More abort the run. Default: 1000.
          --max-percent <number>        A larger share of the scope aborts the run.
          --timeout <time>              The time of the run, e.g. 15m.
          --fail-on <which>             any, all, none: which failures give the exit code 1. Default: any.
          --log-level <level>           debug shows on standard error what happens in between.

        For reconcile:
          --schedule-tag <key>          The tag with the schedule. Default: stopinator:schedule.
          --schedules <json or file>    Schedules by name, and the time zone of those that name none.
          --instance-scheduler <json or file>  --instance-scheduler-tag <key>
                                        The schedules of AWS Instance Scheduler, and its tag. Default of the tag: Schedule.
          --off-hours-tag <key>  --off-hours-time-zone <zone>
                                        The off-hours tag of Cloud Custodian, e.g. maid_offhours, and its default time zone.
          --opt-out-tag <key>  --keep-running-tag <key>  --keep-stopped-tag <key>
                                        Default: stopinator:opt-out, stopinator:keep-running-until, stopinator:keep-stopped-until.
          --reconcile-mode <mode>       enforce, edges. Default: enforce.
          --reconcile-interval <time>   The time between two runs, which edges looks back over. Default: 5m.
          --look-back <time>            How much further edges looks back.
          --catch-up <time>             The time after a moment, such as stop 22:00, in which a run still acts on it. Default: 2h.
          --schedule-stop-modes <modes> The ways to stop that a schedule may ask for: hibernate, skip-os-shutdown, force.
                                        Default: hibernate.

        Where EC2 is; by default as with any AWS client:
          --region <region>  --profile <profile>  --endpoint <url>

        Output:
          --json                        The report as JSON.
          --help, --version

        Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 130 cancelled.
        """;
}
