namespace Stopinator.Planning;

/// <summary>The rules that bound every decision, from options and request.</summary>
/// <param name="Scope">The instances that may be touched; null for all.</param>
/// <param name="Allowed">The skip reasons that are ignored.</param>
/// <param name="ProtectionTagKey">The tag key that protects an instance; null for none.</param>
/// <param name="Now">The time of the decision.</param>
internal sealed record DecisionPolicy(InstanceSelector? Scope, ReasonCode[] Allowed, string? ProtectionTagKey, DateTimeOffset Now);
