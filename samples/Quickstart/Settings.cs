using Stopinator;

namespace Quickstart;

/// <summary>The settings of the command line.</summary>
internal sealed record Settings(Uri? Endpoint, string? Region, string? Profile, InstanceSelector? Selector, bool Apply)
{
    /// <summary>True for a real endpoint, false for the endpoint inside this process.</summary>
    public bool IsReal => Endpoint is not null || Region is not null || Profile is not null;
}
