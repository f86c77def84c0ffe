namespace Stopinator.Lambda;

/// <summary>An event is none that the function takes. Nothing was done.</summary>
public sealed class MalformedEventException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what is accepted.</param>
    /// <param name="innerException">What failed below.</param>
    public MalformedEventException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
