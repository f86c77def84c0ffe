namespace Stopinator.Testing.Engine;

/// <summary>The Spot request an instance came from. Whether it is persistent is not in a describe.</summary>
internal sealed record SpotRequest(string Id, bool Persistent);
