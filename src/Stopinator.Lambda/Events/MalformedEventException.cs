namespace Stopinator.Lambda;

/// <summary>The exception for an event that the function does not accept. Nothing was done.</summary>
public sealed class MalformedEventException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The problem, and the accepted events.</param>
    /// <param name="innerException">The underlying error.</param>
    public MalformedEventException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
