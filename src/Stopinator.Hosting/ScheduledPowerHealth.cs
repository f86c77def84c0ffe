namespace Stopinator.Hosting;

/// <summary>The names and tags of the two health checks that <c>AddHealthChecks().AddScheduledPower()</c> adds.</summary>
public static class ScheduledPowerHealth
{
    /// <summary>
    /// The name of the check of the last good tick: <c>scheduled-power</c>. It is healthy when the last tick succeeded, degraded when ticks
    /// have failed for less than <see cref="ScheduledPowerWorkerOptions.StaleAfter"/> or some targets of the last tick failed, and
    /// otherwise unhealthy.
    /// </summary>
    public const string ReadyName = "scheduled-power";

    /// <summary>The tag of the check of the last good tick: <c>ready</c>.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// The name of the check of the loop: <c>scheduled-power-loop</c>. It fails when the worker has neither begun nor ended a run, nor
    /// made progress in one, within <see cref="ScheduledPowerWorkerOptions.StaleAfter"/>. A restart of the process is the cure.
    /// </summary>
    public const string LiveName = "scheduled-power-loop";

    /// <summary>The tag of the check of the loop: <c>live</c>.</summary>
    public const string LiveTag = "live";

    /// <summary>The key in the data of a check: the latest tick that was begun, in UTC (<see cref="DateTimeOffset"/>).</summary>
    public const string LastTickKey = "lastTick";

    /// <summary>The key in the data of a check: the latest tick whose run succeeded, in UTC (<see cref="DateTimeOffset"/>).</summary>
    public const string LastGoodTickKey = "lastGoodTick";

    /// <summary>The key in the data of a check: the seconds since the last good tick ended (<see cref="double"/>).</summary>
    public const string AgeKey = "lastGoodTickAgeSeconds";

    /// <summary>The key in the data of a check: the number of failed ticks since the last good tick (<see cref="int"/>).</summary>
    public const string FailuresKey = "failures";

    /// <summary>
    /// The key in the data of a check: the names of the targets that failed at the last tick (an array of <see cref="string"/>). Without
    /// targets, and when none failed, the data have no such key.
    /// </summary>
    public const string FailingTargetsKey = "failingTargets";
}
