using System.Collections.Immutable;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Targets;

/// <summary>Chooses targets of the list: those that a command names, and that of an event about one instance.</summary>
internal static class TargetChoice
{
    private const int MaxListed = 20;

    /// <summary>Returns the requests for the targets that the command names; for all targets when it names none.</summary>
    /// <exception cref="EventNotPermittedException">The command names a target that is not in the list.</exception>
    public static IEnumerable<TargetRequest> Requests(ImmutableArray<PowerTarget> targets, FunctionCommand command, PowerRequest request)
    {
        if (command.Targets.Length == 0)
        {
            return targets.Select(target => new TargetRequest(target, request));
        }

        return command.Targets.Select(named => new TargetRequest(Named(targets, named.Name), Narrowed(request, named)));
    }

    /// <summary>Returns the target of a name.</summary>
    /// <exception cref="EventNotPermittedException">There is no such target in the list.</exception>
    public static PowerTarget Named(ImmutableArray<PowerTarget> targets, string name)
    {
        if (targets.FirstOrDefault(target => target.ToString() == name) is { } found)
        {
            return found;
        }

        string[] names = [.. targets.Select(target => target.ToString())];
        throw new EventNotPermittedException(
            $"The event names the target {ErrorText.Quote(name)}, which is not in the list ({Setting.Targets}); nothing was done."
            + (names.Length <= MaxListed ? $" The targets are {string.Join(", ", names)}." : Suggestion.For(name, names)));
    }

    /// <summary>Returns the target in the region and account of an event.</summary>
    /// <exception cref="EventNotPermittedException">There is no such target in the list.</exception>
    public static PowerTarget At(ImmutableArray<PowerTarget> targets, EventLocation location, EventLocation function)
    {
        PowerTarget[] byRole = [.. targets.Where(target => AccountOf(target.RoleArn) == location.AccountId)];

        // The account of the credentials is that of the function. Where it is not known, the answer of EC2 tells it later.
        var isOwn = (function.AccountId ?? (byRole.Length == 0 ? location.AccountId : null)) == location.AccountId;
        PowerTarget[] ofAccount = [.. byRole, .. targets.Where(target => isOwn && target.RoleArn is null)];
        return Array.Find(ofAccount, target => target.Problem is null && target.Region == location.Region)
            ?? throw (Array.Find(ofAccount, target => target.Problem is not null)?.Problem ?? new EventNotPermittedException(
                $"The event is of the region {ErrorText.Quote(location.Region)} of the account {ErrorText.Quote(location.AccountId)}, "
                + $"which is not in the list of targets ({Setting.Targets}); nothing was done."));
    }

    private static string? AccountOf(string? roleArn) => roleArn?.Split(':')[4];

    private static PowerRequest Narrowed(PowerRequest request, CommandTarget named) => request with
    {
        Selector = named.Selector ?? request.Selector,
        Order = request.Order is null || named.AwaitFirst.Length == 0 ? request.Order
            : request.Order with { AwaitFirst = [.. named.AwaitFirst] },
    };
}
