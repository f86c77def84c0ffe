namespace Stopinator.Testing.Engine;

/// <summary>The Spot request from which an instance was launched. A describe does not show whether the request is persistent.</summary>
internal sealed record SpotRequest(string Id, bool Persistent)
{
    /// <summary>Returns the request of an instance.</summary>
    public static SpotRequest For(InstanceSpec spec, bool persistent) => new($"sir-{spec.Digits[^8..]}", persistent);
}
