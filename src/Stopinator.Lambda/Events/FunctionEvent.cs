namespace Stopinator.Lambda.Events;

/// <summary>A valid event.</summary>
/// <param name="Kind">The source of the event.</param>
/// <param name="Caller">The ARN of the sender, for the log; null when the event does not tell.</param>
internal abstract record FunctionEvent(EventKind Kind, string? Caller);

/// <summary>An event that is a command, or carries one.</summary>
/// <param name="Kind">The source of the event.</param>
/// <param name="Command">The command.</param>
/// <param name="Caller">The ARN of the sender; null when the event does not tell.</param>
internal sealed record CommandEvent(EventKind Kind, FunctionCommand Command, string? Caller = null) : FunctionEvent(Kind, Caller);
