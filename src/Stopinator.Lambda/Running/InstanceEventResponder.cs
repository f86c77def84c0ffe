using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>
/// Runs the event of an alarm or of a state change. The event may stop its one instance and never starts one, so that no loop of starts and
/// stops begins here. It leaves alone an instance that was started after it, so that a repeated event stops nothing a second time.
/// </summary>
internal sealed class InstanceEventResponder(FunctionSettings settings, IRunner runs, TimeSpan deadlineMargin, TimeProvider time)
{
    /// <summary>Runs the event.</summary>
    /// <returns>The answer; null when the failure of the run, or its size, leaves none.</returns>
    /// <exception cref="EventNotPermittedException">The settings do not permit the event, or it is of elsewhere.</exception>
    /// <exception cref="StaleEventException">The event came too late.</exception>
    public async Task<byte[]?> RespondAsync(
        InstanceEvent received, RunRecord run, HostCall call, CancellationToken cancellationToken)
    {
        ThrowIfNotPermitted(received);
        var runner = await runs.RunnerAtAsync(received.Location, EventLocation.OfFunction(call.FunctionArn), cancellationToken)
            .ConfigureAwait(false);
        (run.Command, run.Target) = (received.Command, runner.Target);
        if (received.Command is not { } command)
        {
            return Idle(run, received.Idle!);
        }

        EventAge.Check(command, settings, time.GetUtcNow());
        var planned = await PlanAsync().ConfigureAwait(false);
        if (received.Kind == EventKind.StateChange && planned.Plan.ActingCount > 0 && ReasonToLeave(received, planned.Plan) is null)
        {
            var graceEnd = command.ScheduledTime!.Value + settings.StateChangeGrace;
            await WaitAsync(graceEnd, call.Deadline, cancellationToken).ConfigureAwait(false);
            planned = await PlanAsync().ConfigureAwait(false);
        }

        if (ReasonToLeave(received, planned.Plan) is { } reason)
        {
            return Idle(run, reason);
        }

        run.Result = await runner.ExecuteAsync(planned, callerGoesOn: false, cancellationToken).ConfigureAwait(false);
        run.Error = run.Result.Failure;
        return run.Error is null ? AnswerWriter.Write(run.Result, settings.MaxReportBytes) : null;

        // By the schedule and the tags of now: the owner may have set a tag within the grace time.
        async Task<PlannedCommand> PlanAsync()
        {
            var plan = await runner.PlanAsync(command, tick: null, call.Deadline, cancellationToken).ConfigureAwait(false);
            received.Location.ThrowUnless(new EventLocation(plan.Plan.Region, plan.Plan.AccountId));
            return plan;
        }
    }

    private static string? ReasonToLeave(InstanceEvent received, PowerPlan plan)
    {
        var (subject, at) = (received.Subject, received.Command!.ScheduledTime!.Value);
        return plan.Decisions.FirstOrDefault(decision => decision.Acts) switch
        {
            null => null,
            { Action: not PowerAction.Stop } decision =>
                $"{decision.InstanceId} is stopped, and its schedule asks for a start; a state change starts nothing.",
            { Instance.LaunchTime: { } launched } decision when launched > at => string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} changed at {at:yyyy-MM-dd'T'HH:mm:ss'Z'}, and {decision.InstanceId} was started after that, at "
                + $"{launched:yyyy-MM-dd'T'HH:mm:ss'Z'}."),
            _ => null,
        };
    }

    private static byte[] Idle(RunRecord run, string reason)
    {
        run.Idle = $"{reason} Nothing was done.";
        return IdleAnswerWriter.Write(run.Idle);
    }

    private void ThrowIfNotPermitted(InstanceEvent received)
    {
        var permission = EnumText.Of(received.Kind);
        if (!settings.EventAllow.Contains(permission))
        {
            throw new EventNotPermittedException(
                $"The event comes from {(received.Kind == EventKind.Alarm ? "an alarm" : "a state change of an instance")}, which the "
                + $"settings do not permit; {Setting.EventAllow} would have to list '{permission}'.");
        }
    }

    private async Task WaitAsync(DateTimeOffset until, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        if (until > deadline - deadlineMargin)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The grace time of {settings.StateChangeGrace} ({Setting.StateChangeGrace}) ends after the invocation; nothing was "
                + $"done. Give the function a longer timeout, or shorten the grace time."));
        }

        var left = until - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
