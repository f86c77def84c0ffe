using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>
/// EC2's own event about an instance that changed its state. Only <c>running</c> asks for something: that the instance's schedule is
/// looked at.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html"/>
internal static class StateChangeEvent
{
    /// <summary>The type of the event.</summary>
    public const string DetailType = "EC2 Instance State-change Notification";

    /// <summary>The service that sends the event.</summary>
    public const string Source = "aws.ec2";

    private const string What = "a state change";

    private static readonly string[] QuietStates = ["pending", "stopping", "stopped", "shutting-down", "terminated"];

    /// <summary>Reads the event.</summary>
    /// <exception cref="MalformedEventException">The event does not name an instance and its state.</exception>
    public static InstanceEvent Read(JsonElement element)
    {
        var envelope = new EventObject(element, What);
        var detail = envelope.Object("detail");
        var location = new EventLocation(envelope.Required("region"), envelope.Required("account"));
        var time = envelope.RequiredTime("time");
        var (instance, state) = (detail.Required("instance-id"), detail.Required("state"));
        var subject = $"The instance {ErrorText.Clean(instance, 40)}";
        var arn = envelope.Texts("resources").FirstOrDefault();
        if (QuietStates.Contains(state))
        {
            return new InstanceEvent(
                EventKind.StateChange, arn, subject, location, null, $"{subject} is {state}, and only a change to running can stop it.");
        }

        if (state != "running")
        {
            throw new MalformedEventException($"{subject} is {ErrorText.Quote(state)}, which is not a state of EC2.");
        }

        var command = new FunctionCommand
        {
            Action = PowerAction.Reconcile,
            Selector = InstanceEvent.SelectorOf(instance, subject),
            ScheduledTime = time,
            ExecutionId = envelope.Text("id"),

            // A transition that is waited for could end in another decision.
            WaitForTransition = false,
        };
        return new InstanceEvent(EventKind.StateChange, arn, subject, location, command, Idle: null);
    }
}
