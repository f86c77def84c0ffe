using System.Globalization;
using Stopinator.Instances;

namespace Stopinator.Planning;

/// <summary>The limits on a whole plan. Each refusal names the figure, the limit and the option.</summary>
internal static class PlanGuards
{
    public static void CheckDeadline(DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (deadline <= now)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The deadline {deadline:O} passed {(now - deadline.Value).TotalSeconds:0.#} s ago; nothing was done. Give the request a "
                + $"later Deadline."));
        }
    }

    /// <summary>Refuses reboots through a client that resends failed requests.</summary>
    public static void CheckReboots(int acting, PowerRequest request, string? repeatProblem)
    {
        if (acting > 0 && request is { Action: PowerAction.Reboot, DryRun: false } && repeatProblem is not null)
        {
            throw new PlanRefusedException($"A reboot must not be sent twice; nothing was done. {repeatProblem}");
        }
    }

    public static void CheckCount(int acting, PowerRequest request, int configured)
    {
        var limit = request.MaxInstances ?? configured;
        if (acting > limit)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The plan would {request.Action.Name()} {acting} instances ({request.Selector}), more than the limit of {limit}; "
                + $"nothing was done. Narrow the selector or raise "
                + $"{(request.MaxInstances is null ? "Guards.MaxInstances" : "the request's MaxInstances")}."));
        }
    }

    public static void CheckPercent(int acting, int inScope, PowerRequest request, double maxPercent)
    {
        if (acting > inScope * maxPercent / 100)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The plan would {request.Action.Name()} {acting} of the {inScope} instances in scope ({request.Selector}), more than "
                + $"the limit of {maxPercent} percent; nothing was done. "
                + $"Narrow the selector or raise Guards.MaxPercent."));
        }
    }
}
