namespace Stopinator.Bench;

/// <summary>The counters of the endpoint.</summary>
/// <param name="Calls">Calls by action, throttled ones included.</param>
/// <param name="Throttles">Calls answered <c>RequestLimitExceeded</c>.</param>
/// <param name="States">Instances by state.</param>
internal sealed record EndpointCounters(Dictionary<string, int> Calls, int Throttles, Dictionary<string, int> States);
