namespace Stopinator;

/// <summary>What to do at a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Request">What to do there.</param>
public sealed record TargetRequest(PowerTarget Target, PowerRequest Request);
