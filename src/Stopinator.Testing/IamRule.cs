namespace Stopinator.Testing;

/// <summary>
/// The permissions of the caller's policy: to start, stop and reboot an instance only while a tag has a certain value, as
/// <c>aws:ResourceTag/key</c> conditions do. Describes are not limited by tag, as on EC2.
/// </summary>
/// <param name="TagKey">The key of the tag.</param>
/// <param name="TagValue">The value that the tag must have.</param>
public sealed record IamRule(string TagKey, string TagValue)
{
    /// <summary>The actions that the rule limits; by default StartInstances, StopInstances and RebootInstances.</summary>
    public IReadOnlySet<string> Actions { get; init; } =
        new HashSet<string>(StringComparer.Ordinal) { "StartInstances", "StopInstances", "RebootInstances" };

    /// <summary>
    /// True when an error names the caller, the action and one instance. When false, the error carries only the encoded text that
    /// <c>sts:DecodeAuthorizationMessage</c> reads. True by default; EC2 does either.
    /// </summary>
    public bool NamesResource { get; init; } = true;
}
