namespace Stopinator.Lambda.Configuration;

/// <summary>
/// Selects the runs that fail the invocation. A run that ended early for another cause than its deadline always fails it.
/// </summary>
internal enum FailOn
{
    /// <summary>Runs in which at least one instance failed.</summary>
    Any,

    /// <summary>Runs in which at least one instance failed, and no instance reached the requested state or was on its way to it.</summary>
    All,

    /// <summary>No runs.</summary>
    None,
}
