namespace Stopinator.Lambda.Configuration;

/// <summary>Which runs fail the invocation. A run that ended early for another cause than its deadline always does.</summary>
internal enum FailOn
{
    /// <summary>Those in which an instance came to no good end.</summary>
    Any,

    /// <summary>Those in which an instance came to no good end and none reached, or was on its way to, what was asked for.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
