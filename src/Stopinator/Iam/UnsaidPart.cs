namespace Stopinator.Iam;

/// <summary>A part of a selector that a policy cannot express.</summary>
/// <param name="Part">The part, as text.</param>
/// <param name="Rule">The reason, as a sentence.</param>
/// <param name="BoundsNothing">True when the part may always be left out, because it changes with what the policy allows.</param>
internal sealed record UnsaidPart(string Part, string Rule, bool BoundsNothing = false);
