namespace Stopinator;

/// <summary>A request for a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Request">The request to run there.</param>
public sealed record TargetRequest(PowerTarget Target, PowerRequest Request);
