using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Reporting;
using Stopinator.Requests;

namespace Stopinator;

/// <summary>What became of a request: every selected instance once, with its outcome.</summary>
public sealed class PowerReport
{
    internal PowerReport(
        PowerRequest request, DateTimeOffset startedAt, DateTimeOffset finishedAt, int calls, EarlyEnd? earlyEnd, ImmutableArray<InstanceOutcome> instances, int omittedCount = 0)
    {
        Request = request;
        StartedAt = startedAt;
        FinishedAt = finishedAt;
        Calls = calls;
        EarlyEnd = earlyEnd;
        Instances = instances;
        OmittedCount = omittedCount;
        Counts = new OutcomeCounts(instances, alreadyThere: omittedCount);
    }

    /// <summary>What was asked for.</summary>
    [JsonConverter(typeof(PowerRequestJsonConverter))]
    public PowerRequest Request { get; }

    /// <summary>What was done.</summary>
    public PowerAction Action => Request.Action;

    /// <summary>The selector, as text.</summary>
    public string Selector => Request.Selector.ToString();

    /// <summary>Whether only permissions were asked for.</summary>
    public bool DryRun => Request.DryRun;

    /// <summary>When the execution began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset FinishedAt { get; }

    /// <summary>How many starts, stops or reboots were sent, repeated ones included; describes do not count.</summary>
    public int Calls { get; }

    /// <summary>How many instances are already in the wanted state and, as <see cref="PowerRequest.OmitAlreadyThere"/> has it, only counted.</summary>
    public int OmittedCount { get; }

    /// <summary>How many instances came to each outcome, those only counted included; outcomes of none are left out.</summary>
    public IReadOnlyDictionary<Outcome, int> Counts { get; }

    /// <summary>Why the run ended before every instance had its turn; null when none was left out.</summary>
    public EarlyEnd? EarlyEnd { get; }

    /// <summary>The outcomes, in the order of the plan, without the instances only counted.</summary>
    public ImmutableArray<InstanceOutcome> Instances { get; }

    /// <summary>Whether every outcome is a success (<see cref="InstanceOutcome.IsSuccess"/>).</summary>
    public bool IsSuccess => Instances.All(instance => instance.IsSuccess);

    /// <summary>How many instances came to an outcome.</summary>
    public int Count(Outcome outcome) => Counts.TryGetValue(outcome, out var count) ? count : 0;

    /// <summary>Makes a report, e.g. as the answer of a substituted <see cref="IInstancePowerService"/> in a test.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="instances">The outcomes, each instance once.</param>
    /// <param name="startedAt">When the execution began. Default: the beginning of time.</param>
    /// <param name="finishedAt">When it ended. Default: <paramref name="startedAt"/>.</param>
    /// <param name="calls">How many starts, stops or reboots were sent.</param>
    /// <param name="earlyEnd">Why the run ended early; null when it did not.</param>
    /// <param name="omittedCount">How many instances were only counted.</param>
    /// <exception cref="ArgumentException">An id is not one of EC2's, or comes twice.</exception>
    public static PowerReport Create(
        PowerRequest request,
        IEnumerable<InstanceOutcome> instances,
        DateTimeOffset startedAt = default,
        DateTimeOffset? finishedAt = null,
        int calls = 0,
        EarlyEnd? earlyEnd = null,
        int omittedCount = 0)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(instances);
        ImmutableArray<InstanceOutcome> outcomes = [.. instances];
        InstanceId.ThrowIfInvalid(outcomes.Select(outcome => outcome.InstanceId), nameof(instances));
        return new PowerReport(request, startedAt, finishedAt ?? startedAt, calls, earlyEnd, outcomes, omittedCount);
    }

    /// <summary>Reads a report from JSON as <see cref="ToJson"/> writes it: equal in instances, counts and <see cref="Remaining"/>.</summary>
    /// <exception cref="JsonException">It is none; the message names what is missing or wrong.</exception>
    public static PowerReport FromJson(string json)
    {
        var document = JsonText.Read(json, ReportJson.Default.ReportDocument, "report");
        try
        {
            return Create(
                document.Request, document.Instances, document.StartedAt, document.FinishedAt, document.Calls, document.EarlyEnd, document.OmittedCount);
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(ErrorText.MessageOf(exception), exception);
        }
    }

    /// <summary>Throws when an outcome is not a success.</summary>
    /// <returns>This report.</returns>
    /// <exception cref="PowerFailedException">An instance was not found, fell back, timed out, failed, is unknown or was not attempted.</exception>
    public PowerReport EnsureSuccess() => IsSuccess ? this : throw new PowerFailedException(this);

    /// <summary>
    /// The request for what was not attempted, and for starts and stops of which nobody knows: the same action on those instances, as far as
    /// the selector still selects them. A reboot that may have happened is not in it. Null when nothing is left, and after a dry run.
    /// </summary>
    public PowerRequest? Remaining()
    {
        var left = Instances.Where(instance => instance
            is { Outcome: Outcome.NotAttempted, Reason: not ReasonCode.DryRun }
            or { Outcome: Outcome.Unknown, Action: not PowerAction.Reboot }).ToArray();
        return left.Length == 0 ? null : Request with
        {
            Selector = InstanceSelector.ById(left.Select(instance => instance.InstanceId)).And(Request.Selector),
            Deadline = null,
        };
    }

    /// <summary>The report as JSON: the properties in camel case, enumerations as words.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.PowerReport);

    /// <summary>Writes the report as JSON.</summary>
    public Task WriteJsonAsync(Stream stream, CancellationToken cancellationToken = default) =>
        JsonSerializer.SerializeAsync(stream, this, ReportJson.Default.PowerReport, cancellationToken);

    /// <summary>The report in a line, e.g. <c>stop: 5 reached, 1 failed (of 6 instances, 2 calls)</c>.</summary>
    public override string ToString()
    {
        var end = EarlyEnd is null ? "" : $" Ended early: {EarlyEnd.Message}";
        var selected = Instances.Length + OmittedCount;
        return string.Create(CultureInfo.InvariantCulture, $"{Action.Name()}{(DryRun ? " (dry run)" : "")}: {Counts} (of {selected} {(selected == 1 ? "instance" : "instances")}, {Calls} {(Calls == 1 ? "call" : "calls")}).{end}");
    }
}
