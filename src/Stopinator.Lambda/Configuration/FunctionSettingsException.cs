namespace Stopinator.Lambda;

/// <summary>The exception for settings of the function that cannot be used. Nothing was done.</summary>
public sealed class FunctionSettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">The problems, one sentence each.</param>
    public FunctionSettingsException(IEnumerable<string> problems)
        : base($"The settings cannot be used: {string.Join(' ', problems)}")
    {
    }
}
