namespace Stopinator.Lambda;

/// <summary>An event came too late: a stop of the evening must not meet the morning. Nothing was done.</summary>
public sealed class StaleEventException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">How old it is, and how old it may be.</param>
    public StaleEventException(string message)
        : base(message)
    {
    }
}
