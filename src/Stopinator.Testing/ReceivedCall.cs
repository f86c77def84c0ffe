using System.Globalization;

namespace Stopinator.Testing;

/// <summary>One request as the endpoint received it, and its outcome.</summary>
public sealed record ReceivedCall
{
    /// <summary>The position among all received calls, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The requested action, e.g. <c>StopInstances</c>; empty when the request names none.</summary>
    public required string Action { get; init; }

    /// <summary>All parameters by their names on the wire, e.g. <c>InstanceId.1</c>.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The instance ids in the request, in their order.</summary>
    public required IReadOnlyList<string> InstanceIds { get; init; }

    /// <summary>True when the call only checked the permission.</summary>
    public required bool DryRun { get; init; }

    /// <summary>The time of arrival, by the region's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The <c>User-Agent</c> header; null when it is missing.</summary>
    public required string? UserAgent { get; init; }

    /// <summary>The access key id that the <c>Authorization</c> header names. Nothing else of the header is kept.</summary>
    public required string? AccessKeyId { get; init; }

    /// <summary>The id that the answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>The HTTP status of the answer; null while the call is in progress, and when its connection was dropped.</summary>
    public int? Status { get; init; }

    /// <summary>The error code of EC2; null when the answer is not an error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Returns one line for a log, e.g. <c>#3 StopInstances, 2 instances: 400 IncorrectInstanceState</c>.</summary>
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
