namespace Stopinator.Iam;

/// <summary>A part of a selector that a policy does not say.</summary>
/// <param name="Part">The part, as text.</param>
/// <param name="Rule">Why not; a sentence.</param>
/// <param name="BoundsNothing">Whether it may always be left out, because it changes with what the policy allows.</param>
internal sealed record UnsaidPart(string Part, string Rule, bool BoundsNothing = false);
