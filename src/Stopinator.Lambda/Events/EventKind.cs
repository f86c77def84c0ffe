namespace Stopinator.Lambda.Events;

/// <summary>The source of an event, as far as the event tells.</summary>
internal enum EventKind
{
    /// <summary>The function's own JSON, or an empty event.</summary>
    Command,

    /// <summary>
    /// The function's own JSON with the time of a schedule: an input of EventBridge Scheduler, or the output of a rule's input transformer.
    /// </summary>
    Schedule,

    /// <summary>The unchanged event of an EventBridge rule on a schedule.</summary>
    Rule,

    /// <summary>A request of an HTTP API or a function URL.</summary>
    Http,

    /// <summary>A batch of messages of an SQS queue.</summary>
    Sqs,

    /// <summary>A notification of an SNS topic.</summary>
    Sns,

    /// <summary>A change of the state of a CloudWatch alarm.</summary>
    Alarm,

    /// <summary>A change of the state of an EC2 instance.</summary>
    StateChange,
}
