using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Running;

/// <summary>
/// Builds the request from a command and the settings. A command may narrow the settings; a command that would widen them is rejected.
/// </summary>
internal static class RequestFactory
{
    /// <summary>Builds the request.</summary>
    /// <exception cref="MalformedEventException">Neither the command nor the settings name an action.</exception>
    /// <exception cref="EventNotPermittedException">The command asks for more than the settings permit.</exception>
    public static PowerRequest Create(FunctionCommand command, FunctionSettings settings, DateTimeOffset? deadline)
    {
        var action = command.Action ?? settings.Action ?? throw new MalformedEventException(
            $"The event names no action, and {Setting.Action} is not set. {EventReader.Accepted}");
        Check(command, settings);
        return new PowerRequest
        {
            Action = action,
            Selector = command.Selector ?? settings.Selector,
            DryRun = command.DryRun ?? settings.DryRun,
            Await = AcceptedMembers.AwaitOf(command.Await, command.Verify) ?? (action == PowerAction.Reboot ? null : settings.Await),
            Order = OrderOf(action, command, settings),
            WaitForTransition = command.WaitForTransition ?? settings.WaitForTransition,

            // A setting for stops does not apply to a start. A command that sets both contradicts itself, and the plan rejects it.
            StopMode = command.StopMode ?? (action is PowerAction.Stop or PowerAction.Reconcile ? settings.StopMode : StopMode.Normal),
            HibernationFallback = command.HibernationFallback
                ?? (Hibernates(action, command, settings) ? settings.HibernationFallback : HibernationFallback.Skip),
            OnlyStoppedWithin = command.OnlyStoppedWithin
                ?? (action is PowerAction.Start or PowerAction.Reconcile ? settings.StoppedWithin : null),
            Allow = command.Allow is { Length: > 0 } allowed ? [.. allowed] : [],
            MaxInstances = command.MaxInstances,

            // A reconcile runs every few minutes, and nearly all instances are usually in the right state.
            OmitAlreadyThere = action == PowerAction.Reconcile,
            Deadline = deadline,
        };
    }

    // Nothing tells when a reboot has happened, so reboots have no order.
    private static PowerOrder? OrderOf(PowerAction action, FunctionCommand command, FunctionSettings settings) =>
        (settings.Order, command.AwaitFirst) switch
        {
            (null, { Length: > 0 }) => throw new MalformedEventException(
                $"The event awaits instances first ('{CommandProperty.AwaitFirst}'), which needs an order; set {Setting.OrderTag}."),
            ({ } order, var first) when action != PowerAction.Reboot => order with { AwaitFirst = [.. first] },
            _ => null,
        };

    private static bool Hibernates(PowerAction action, FunctionCommand command, FunctionSettings settings) =>
        action is PowerAction.Stop or PowerAction.Reconcile && (command.StopMode ?? settings.StopMode) == StopMode.Hibernate;

    private static void Check(FunctionCommand command, FunctionSettings settings)
    {
        if (settings.DryRun && command.DryRun == false)
        {
            throw new EventNotPermittedException($"The event turns the dry run off, and {Setting.DryRun} makes every run a dry run.");
        }

        foreach (var reason in command.Allow)
        {
            if (!settings.Allow.Contains(reason))
            {
                Require(EnumText.Of(reason), $"lifts the rule '{EnumText.Of(reason)}'");
            }
        }

        if (command.StopMode is StopMode.SkipOsShutdown or StopMode.Force && command.StopMode != settings.StopMode)
        {
            Require(EnumText.Of(command.StopMode), $"asks for the stop mode '{EnumText.Of(command.StopMode)}'");
        }

        if (command.MaxInstances > settings.MaxInstances)
        {
            Require(
                EventPermission.MaxInstances,
                $"raises the limit to {command.MaxInstances} instances, above the {settings.MaxInstances} of {Setting.MaxInstances}");
        }

        if (command.OnlyStoppedWithin > settings.StoppedWithin)
        {
            Require(
                EventPermission.StoppedWithin,
                $"starts what was stopped within {command.OnlyStoppedWithin}, beyond the {settings.StoppedWithin} " +
                $"of {Setting.StoppedWithin}");
        }

        void Require(string permission, string what)
        {
            if (!settings.EventAllow.Contains(permission))
            {
                throw new EventNotPermittedException(
                    $"The event {what}, which the settings do not permit; {Setting.EventAllow} would have to list '{permission}'.");
            }
        }
    }
}
