namespace Stopinator.Lambda;

/// <summary>The exception for an event that asks for more than the settings permit. Nothing was done.</summary>
public sealed class EventNotPermittedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message, which names the request and the setting that would permit it.</param>
    public EventNotPermittedException(string message)
        : base(message)
    {
    }
}
