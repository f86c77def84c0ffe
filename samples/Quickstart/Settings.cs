using Stopinator;

namespace Quickstart;

/// <summary>What the command line says.</summary>
internal sealed record Settings(Uri? Endpoint, string? Region, string? Profile, InstanceSelector? Selector, bool Apply)
{
    /// <summary>Whether a real endpoint is meant rather than the one inside this process.</summary>
    public bool IsReal => Endpoint is not null || Region is not null || Profile is not null;
}
