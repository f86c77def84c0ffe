namespace Stopinator.Requests;

/// <summary>The combinations that a request must not have.</summary>
internal static class PowerRequestRules
{
    public static void ThrowIfInvalid(PowerRequest request)
    {
        var problems = Problems(request).ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException($"The request cannot be planned: {string.Join(' ', problems)}", nameof(request));
        }
    }

    private static IEnumerable<string> Problems(PowerRequest request)
    {
        if (!Enum.IsDefined(request.Action))
        {
            yield return $"Action is {(int)request.Action}; it takes {string.Join(", ", Enum.GetNames<PowerAction>())}.";
        }

        if (!Enum.IsDefined(request.StopMode))
        {
            yield return $"StopMode is {(int)request.StopMode}; it takes {string.Join(", ", Enum.GetNames<StopMode>())}.";
        }

        if (request.Selector is null)
        {
            yield return "Selector is null; every instance is InstanceSelector.All.";
        }

        if (request.StopMode != StopMode.Normal && request.Action is not (PowerAction.Stop or PowerAction.Reconcile))
        {
            yield return $"StopMode is {request.StopMode}, which only a stop and a reconcile take.";
        }

        if (request.HibernationFallback != HibernationFallback.Skip && request.StopMode != StopMode.Hibernate)
        {
            yield return $"HibernationFallback is {request.HibernationFallback}, which only StopMode.Hibernate takes.";
        }

        if (request.OnlyStoppedWithin is not null && request.Action is not (PowerAction.Start or PowerAction.Reconcile))
        {
            yield return "OnlyStoppedWithin is set, which only a start and a reconcile take.";
        }

        if (request.OnlyStoppedWithin <= TimeSpan.Zero)
        {
            yield return $"OnlyStoppedWithin is {request.OnlyStoppedWithin}; it takes more than zero.";
        }

        foreach (var problem in WaitingRules.Problems(request))
        {
            yield return problem;
        }

        if (request.MaxInstances < 0)
        {
            yield return $"MaxInstances is {request.MaxInstances}; it takes 0 or more.";
        }

        foreach (var problem in request.Allow.IsDefaultOrEmpty ? [] : SkipReasons.Problems("Allow", request.Allow))
        {
            yield return problem;
        }
    }
}
