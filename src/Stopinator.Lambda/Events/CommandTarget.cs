namespace Stopinator.Lambda.Events;

/// <summary>A target that a command names, and what is left to do there.</summary>
/// <param name="Name">The name of the target, e.g. <c>111122223333/eu-west-1</c>.</param>
internal sealed record CommandTarget(string Name)
{
    /// <summary>The instances at this target; null for those of the command.</summary>
    public InstanceSelector? Selector { get; init; }

    /// <summary>The instances of an unfinished wave at this target, which are awaited and not acted on.</summary>
    public string[] AwaitFirst { get; init; } = [];
}
