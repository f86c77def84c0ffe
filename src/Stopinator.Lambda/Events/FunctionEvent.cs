namespace Stopinator.Lambda.Events;

/// <summary>An event that was understood.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Command">What it asks for; null for an HTTP request, whose body tells.</param>
/// <param name="Request">The HTTP request; null for others.</param>
internal sealed record FunctionEvent(EventKind Kind, FunctionCommand? Command, HttpRequestEvent? Request = null);
