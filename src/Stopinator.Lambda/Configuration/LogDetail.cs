namespace Stopinator.Lambda.Configuration;

/// <summary>How much is logged.</summary>
internal enum LogDetail
{
    /// <summary>A line a run, a line an instance, and what happens in between.</summary>
    Debug,

    /// <summary>A line a run.</summary>
    Information,

    /// <summary>A line for each run that did not go well.</summary>
    Warning,

    /// <summary>Nothing.</summary>
    None,
}
