using System.Collections.Immutable;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Targets;

/// <summary>Makes the command for what a run left at its targets.</summary>
internal static class TargetsRemainder
{
    /// <summary>Returns the command; null when nothing is left.</summary>
    /// <param name="command">The command of the run.</param>
    /// <param name="request">The request of the run.</param>
    /// <param name="report">The reports and failures of the targets.</param>
    /// <param name="left">The requests that are left, of <see cref="MultiTargetReport.Remaining"/>.</param>
    public static FunctionCommand? Of(
        FunctionCommand command, PowerRequest request, MultiTargetReport report, ImmutableArray<TargetRequest> left)
    {
        if (left.IsEmpty)
        {
            return null;
        }

        // A target without a report did not have its turn: what was asked for there is asked for again.
        var begun = report.Targets.Where(target => target.Report is not null).Select(target => target.Asked.Target).ToHashSet();
        return command with
        {
            Action = request.Action,
            Selector = request.Selector,
            Targets = [.. left.Select(one => begun.Contains(one.Target) ? Rest(one) : Whole(one, command))],
        };
    }

    private static CommandTarget Rest(TargetRequest left) => new(left.Target.ToString())
    {
        Selector = left.Request.Selector,
        AwaitFirst = [.. left.Request.Order?.AwaitFirst ?? []],
    };

    private static CommandTarget Whole(TargetRequest left, FunctionCommand command)
    {
        var name = left.Target.ToString();
        return Array.Find(command.Targets, target => target.Name == name) ?? new CommandTarget(name);
    }
}
