namespace Stopinator.Samples.Tests.Deployments;

/// <summary>The names in the account for which the deployments are read.</summary>
internal static class Names
{
    public const string Region = "eu-west-1";
    public const string Account = "123456789012";
    public const string Function = "night-stop";
    public const string FunctionArn = $"arn:aws:lambda:{Region}:{Account}:function:{Function}";
    public const string AliasArn = $"{FunctionArn}:live";
    public const string FunctionRole = $"arn:aws:iam::{Account}:role/{Function}-{Region}";
    public const string ScheduleRole = $"arn:aws:iam::{Account}:role/{Function}-schedule-{Region}";
    public const string FailedRuns = $"{Function}-failed-runs";
    public const string FailedRunsArn = $"arn:aws:sqs:{Region}:{Account}:{FailedRuns}";
    public const string UndeliveredEvents = $"{Function}-undelivered-events";
    public const string UndeliveredEventsArn = $"arn:aws:sqs:{Region}:{Account}:{UndeliveredEvents}";
    public const string CommandsArn = $"arn:aws:sqs:{Region}:{Account}:{Function}-commands";
    public const string RejectedCommands = $"{Function}-rejected-commands";
    public const string RejectedCommandsArn = $"arn:aws:sqs:{Region}:{Account}:{RejectedCommands}";
    public const string TopicArn = $"arn:aws:sns:{Region}:{Account}:{Function}";
    public const string CommandsTopicArn = $"{TopicArn}-commands";
    public const string Logs = $"/aws/lambda/{Function}";
    public const string LogsArn = $"arn:aws:logs:{Region}:{Account}:log-group:{Logs}";
}
