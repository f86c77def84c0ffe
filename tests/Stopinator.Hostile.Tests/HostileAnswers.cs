namespace Stopinator.Hostile.Tests;

/// <summary>Every hostile answer by its name.</summary>
internal static class HostileAnswers
{
    public static Dictionary<string, HostileCase> All { get; } =
        new(HttpAnswers.All.Concat(DescribeAnswers.All).Concat(StopAnswers.All), StringComparer.Ordinal);
}
