namespace Stopinator.Lambda;

/// <summary>An event asks for more than the settings permit. Nothing was done.</summary>
public sealed class EventNotPermittedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What it asks for, and which setting would permit it.</param>
    public EventNotPermittedException(string message)
        : base(message)
    {
    }
}
