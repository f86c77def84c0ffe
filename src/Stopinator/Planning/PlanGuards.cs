using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Planning;

/// <summary>The limits on a whole plan. Each refusal names the figure, the limit and the option.</summary>
internal static class PlanGuards
{
    private static readonly TimeSpan LargestClockDifference = TimeSpan.FromMinutes(5);

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

    /// <summary>Refuses a saved plan that is too old, or was made at a time that has not come.</summary>
    public static void CheckAge(DateTimeOffset createdAt, TimeSpan maxAge, DateTimeOffset now)
    {
        if (now - createdAt > maxAge)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The plan was made at {createdAt:O}, {(now - createdAt).TotalHours:0.#} h ago, and maxAge is {maxAge}; nothing was done. "
                + $"Make the plan again, or load it with a larger maxAge."));
        }

        if (createdAt - now > LargestClockDifference)
        {
            throw new PlanRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The plan was made at {createdAt:O}, which is later than now ({now:O}); nothing was done. Correct the clock or make the "
                + $"plan again."));
        }
    }

    /// <summary>Refuses a saved plan of another region or account, as far as both are known.</summary>
    public static void CheckOrigin(string? savedRegion, string? savedAccount, string? region, string? account)
    {
        if (savedRegion is not null && region is not null && savedRegion != region)
        {
            throw new PlanRefusedException(
                $"The plan was made in the region {ErrorText.Quote(savedRegion)}, and this service works in '{region}'; nothing was done. "
                + "Load it with a service of that region.");
        }

        if (savedAccount is not null && account is not null && savedAccount != account)
        {
            throw new PlanRefusedException(
                $"The plan was made in the account {ErrorText.Quote(savedAccount)}, and its instances belong to '{account}'; nothing was "
                + "done. Load it with a service of that account.");
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
