namespace Stopinator.Lambda.Configuration;

/// <summary>The amount of detail in the log.</summary>
internal enum FunctionLogLevel
{
    /// <summary>One line for each run, one for each instance, and the events in between.</summary>
    Debug,

    /// <summary>One line for each run.</summary>
    Information,

    /// <summary>One line for each run that did not succeed.</summary>
    Warning,

    /// <summary>No lines.</summary>
    None,
}
