namespace Stopinator.Lambda.Events;

/// <summary>Where an event comes from, as far as it tells.</summary>
internal enum EventKind
{
    /// <summary>The function's own JSON, and nothing at all.</summary>
    Command,

    /// <summary>The same with the time of a schedule: an input of EventBridge Scheduler, or what a rule's input transformer makes.</summary>
    Schedule,

    /// <summary>The event of an EventBridge rule on a schedule, as it is.</summary>
    Rule,

    /// <summary>A request of an HTTP API or a function URL.</summary>
    Http,
}
