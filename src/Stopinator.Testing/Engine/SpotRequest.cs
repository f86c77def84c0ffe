namespace Stopinator.Testing.Engine;

/// <summary>The Spot request from which an instance was launched. A describe does not show whether the request is persistent.</summary>
internal sealed record SpotRequest(string Id, bool Persistent);
