namespace Stopinator.Testing;

/// <summary>
/// What the caller's policy allows: to start, stop and reboot an instance only while a tag has a certain value, as
/// <c>aws:ResourceTag/key</c> conditions do. Describes are not limited by tag, as on EC2.
/// </summary>
/// <param name="TagKey">The key of the tag.</param>
/// <param name="TagValue">The value it must have.</param>
public sealed record IamRule(string TagKey, string TagValue)
{
    /// <summary>The actions the rule is about; by default StartInstances, StopInstances and RebootInstances.</summary>
    public IReadOnlySet<string> Actions { get; init; } =
        new HashSet<string>(StringComparer.Ordinal) { "StartInstances", "StopInstances", "RebootInstances" };

    /// <summary>
    /// Whether a refusal says who may not do what on which instance, one instance at a time. When false, it carries only the
    /// encoded text that <c>sts:DecodeAuthorizationMessage</c> reads. True by default; EC2 does either.
    /// </summary>
    public bool NamesResource { get; init; } = true;
}
