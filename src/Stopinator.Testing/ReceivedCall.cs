using System.Globalization;

namespace Stopinator.Testing;

/// <summary>One request as the endpoint saw it, and what became of it.</summary>
public sealed record ReceivedCall
{
    /// <summary>The position among all calls received, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The action asked for, e.g. <c>StopInstances</c>; empty when the request names none.</summary>
    public required string Action { get; init; }

    /// <summary>All parameters by their names on the wire, e.g. <c>InstanceId.1</c>.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The instance ids named, in their order in the request.</summary>
    public required IReadOnlyList<string> InstanceIds { get; init; }

    /// <summary>Whether the call only asked for permission.</summary>
    public required bool DryRun { get; init; }

    /// <summary>When it arrived, by the region's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The <c>User-Agent</c> header; null when there was none.</summary>
    public required string? UserAgent { get; init; }

    /// <summary>The access key id that the <c>Authorization</c> header names. Nothing else of that header is kept.</summary>
    public required string? AccessKeyId { get; init; }

    /// <summary>The id that the answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>The HTTP status of the answer; null while the call is under way, and when its connection was dropped.</summary>
    public int? Status { get; init; }

    /// <summary>EC2's error code when the answer is an error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>One line for a log, e.g. <c>#3 StopInstances, 2 instances: 400 IncorrectInstanceState</c>.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        var instances = InstanceIds.Count switch
        {
            0 => "",
            1 => ", 1 instance",
            var count => string.Create(CultureInfo.InvariantCulture, $", {count} instances"),
        };
        var answer = Status is null ? "no answer" : string.Create(CultureInfo.InvariantCulture, $"{Status} {ErrorCode}").TrimEnd();
        return string.Create(CultureInfo.InvariantCulture, $"#{Number} {Action}{instances}{(DryRun ? ", dry run" : "")}: {answer}");
    }
}
