namespace Stopinator.Lambda;

/// <summary>The exception for an event that came too late: a stop of the evening must not act in the morning. Nothing was done.</summary>
public sealed class StaleEventException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The age of the event, and the maximum age.</param>
    public StaleEventException(string message)
        : base(message)
    {
    }
}
