namespace Stopinator.Lambda.Text;

/// <summary>The properties of a command as JSON.</summary>
internal static class CommandProperty
{
    public const string Action = "action";
    public const string Report = "report";
    public const string Selector = "selector";
    public const string Targets = "targets";
    public const string DryRun = "dryRun";
    public const string Verify = "verify";
    public const string Await = "await";
    public const string AwaitFirst = "awaitFirst";
    public const string WaitForTransition = "waitForTransition";
    public const string StopMode = "stopMode";
    public const string HibernationFallback = "hibernationFallback";
    public const string Allow = "allow";
    public const string MaxInstances = "maxInstances";
    public const string OnlyStoppedWithin = "onlyStoppedWithin";
    public const string Synchronous = "synchronous";
    public const string ScheduledTime = "scheduledTime";
    public const string ExecutionId = "executionId";

    /// <summary>The name of an element of <see cref="Targets"/>.</summary>
    public const string Target = "target";

    // The properties that EventBridge Scheduler can also fill in. They are accepted and ignored.
    public const string ScheduleArn = "scheduleArn";
    public const string AttemptNumber = "attemptNumber";

    /// <summary>All properties.</summary>
    public static string[] All =>
    [
        Action, Selector, Targets, DryRun, Verify, Await, AwaitFirst, WaitForTransition, StopMode, HibernationFallback, Allow,
        MaxInstances, OnlyStoppedWithin, Synchronous, ScheduledTime, ExecutionId, Report, ScheduleArn, AttemptNumber,
    ];
}
