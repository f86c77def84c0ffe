namespace Stopinator.Lambda;

/// <summary>The settings of the function cannot be used. Nothing was done.</summary>
public sealed class FunctionSettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">What is wrong, one sentence each.</param>
    public FunctionSettingsException(IEnumerable<string> problems)
        : base($"The settings cannot be used: {string.Join(' ', problems)}")
    {
    }
}
