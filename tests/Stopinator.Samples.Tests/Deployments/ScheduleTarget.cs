using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>The function that a schedule invokes, its input, and the treatment of an event that cannot be delivered.</summary>
internal sealed record ScheduleTarget(string? Arn, string? Role, string? Input, string? Seconds, string? Attempts, string? DeadLetters)
{
    /// <summary>A target in the form of AWS's API and CloudFormation.</summary>
    public static ScheduleTarget Of(JsonNode target, JsonNode? arn) => new(
        arn?.ToString(),
        target["RoleArn"]?.ToString(),
        target[nameof(Input)]?.ToString(),
        target["RetryPolicy"]?["MaximumEventAgeInSeconds"]?.ToString(),
        target["RetryPolicy"]?["MaximumRetryAttempts"]?.ToString(),
        target["DeadLetterConfig"]?[nameof(Arn)]?.ToString());
}
