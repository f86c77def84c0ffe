namespace Stopinator.Lambda.Events;

/// <summary>A valid event.</summary>
/// <param name="Kind">The source of the event.</param>
/// <param name="Command">The request of the event; null for an HTTP request, whose body holds it.</param>
/// <param name="Request">The HTTP request; null for other events.</param>
internal sealed record FunctionEvent(EventKind Kind, FunctionCommand? Command, HttpRequestEvent? Request = null);
