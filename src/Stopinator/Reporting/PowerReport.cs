using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Reporting;
using Stopinator.Requests;

namespace Stopinator;

/// <summary>The result of a request: every selected instance once, with its outcome.</summary>
public sealed class PowerReport
{
    internal PowerReport(
        PowerRequest request, DateTimeOffset startedAt, DateTimeOffset finishedAt, int calls, EarlyEnd? earlyEnd,
        ImmutableArray<InstanceOutcome> instances, int omittedCount = 0)
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

    /// <summary>The request.</summary>
    [JsonConverter(typeof(PowerRequestJsonConverter))]
    public PowerRequest Request { get; }

    /// <summary>The action of the request.</summary>
    public PowerAction Action => Request.Action;

    /// <summary>The selector, as text.</summary>
    public string Selector => Request.Selector.ToString();

    /// <summary>True when EC2 was only asked for permissions.</summary>
    public bool DryRun => Request.DryRun;

    /// <summary>The region of the instances; null when the client does not show it.</summary>
    public string? Region { get; internal init; }

    /// <summary>The account that owns the instances; null when EC2 showed none.</summary>
    public string? AccountId { get; internal init; }

    /// <summary>The time when the execution began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The time when the execution ended.</summary>
    public DateTimeOffset FinishedAt { get; }

    /// <summary>The number of starts, stops and reboots sent, including retries; describes do not count.</summary>
    public int Calls { get; }

    /// <summary>
    /// The number of instances already in the wanted state that were only counted, as <see cref="PowerRequest.OmitAlreadyThere"/> asks.
    /// </summary>
    public int OmittedCount { get; }

    /// <summary>
    /// The number of instances with each outcome, including those only counted. An outcome without instances is left out.
    /// </summary>
    public IReadOnlyDictionary<Outcome, int> Counts { get; }

    /// <summary>The cause of an early end of the run; null when every instance had its turn.</summary>
    public EarlyEnd? EarlyEnd { get; }

    /// <summary>The outcomes, in the order of the plan, without the instances that were only counted.</summary>
    public ImmutableArray<InstanceOutcome> Instances { get; }

    /// <summary>True when every outcome is a success (<see cref="InstanceOutcome.IsSuccess"/>).</summary>
    public bool IsSuccess => Instances.All(instance => instance.IsSuccess);

    /// <summary>Returns the number of instances with an outcome.</summary>
    public int Count(Outcome outcome) => Counts.TryGetValue(outcome, out var count) ? count : 0;

    /// <summary>Makes a report, e.g. as the answer of a substituted <see cref="IInstancePowerService"/> in a test.</summary>
    /// <param name="request">The request.</param>
    /// <param name="instances">The outcomes, each instance once.</param>
    /// <param name="startedAt">The time when the execution began. Default: <see cref="DateTimeOffset.MinValue"/>.</param>
    /// <param name="finishedAt">The time when the execution ended. Default: <paramref name="startedAt"/>.</param>
    /// <param name="calls">The number of starts, stops and reboots sent.</param>
    /// <param name="earlyEnd">The cause of an early end; null when the run did not end early.</param>
    /// <param name="omittedCount">The number of instances that were only counted.</param>
    /// <param name="region">The region of the instances; null when it is not known.</param>
    /// <param name="accountId">The account of the instances; null when it is not known.</param>
    /// <exception cref="ArgumentException">An id does not have EC2's form, or appears twice.</exception>
    public static PowerReport Create(
        PowerRequest request,
        IEnumerable<InstanceOutcome> instances,
        DateTimeOffset startedAt = default,
        DateTimeOffset? finishedAt = null,
        int calls = 0,
        EarlyEnd? earlyEnd = null,
        int omittedCount = 0,
        string? region = null,
        string? accountId = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(instances);
        ImmutableArray<InstanceOutcome> outcomes = [.. instances];
        InstanceId.ThrowIfInvalid(outcomes.Select(outcome => outcome.InstanceId), nameof(instances));
        return new PowerReport(request, startedAt, finishedAt ?? startedAt, calls, earlyEnd, outcomes, omittedCount)
        {
            Region = region,
            AccountId = accountId,
        };
    }

    /// <summary>
    /// Reads a report from JSON as <see cref="ToJson"/> writes it. The result is equal in instances, counts and <see cref="Remaining"/>.
    /// </summary>
    /// <exception cref="JsonException">The JSON is not a report; the message names what is missing or wrong.</exception>
    public static PowerReport FromJson(string json)
    {
        var document = JsonText.Read(json, ReportJson.Default.ReportDocument, "report");
        if (document.Problem() is { } problem)
        {
            throw new JsonException(problem);
        }

        try
        {
            return Create(
                document.Request, document.Instances, document.StartedAt, document.FinishedAt, document.Calls, document.EarlyEnd,
                document.OmittedCount, document.Region, document.AccountId);
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(ErrorText.MessageOf(exception), exception);
        }
    }

    /// <summary>Throws when an outcome is not a success.</summary>
    /// <returns>This report.</returns>
    /// <exception cref="PowerFailedException">
    /// An instance was not found, fell back, timed out, failed, is unknown or was not attempted.
    /// </exception>
    public PowerReport EnsureSuccess() => IsSuccess ? this : throw new PowerFailedException(this);

    /// <summary>
    /// Returns the request for the rest: the instances that were not attempted, and starts and stops with an unknown result. The request
    /// asks for the same action on these instances, as far as the selector still selects them. A reboot that may have happened is not
    /// included. Null when nothing is left, and after a dry run.
    /// </summary>
    /// <remarks>
    /// The request keeps the order. <see cref="PowerOrder.AwaitFirst"/> has the instances of an unfinished wave, so that the next run does
    /// not start an application without its database.
    /// </remarks>
    public PowerRequest? Remaining() => Remainder.Of(this);

    /// <summary>
    /// Returns the plan that undoes the run. The plan starts the instances that the run stopped, and stops the instances that the run
    /// started. Load it by <see cref="IInstancePowerService.LoadPlanAsync"/> from <see cref="PowerPlan.ToJson"/>. The plan acts on an
    /// instance only while its state, its launch time and EC2's reason for the state are those that the run left. A change that cannot be
    /// undone, such as a reboot, is skipped with <see cref="ReasonCode.NotReversible"/>. Null when the run changed nothing.
    /// </summary>
    public PowerPlan? Undo() => UndoPlan.Of(this);

    /// <summary>Returns the report as JSON, with properties in camel case and enumerations as words.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.PowerReport);

    /// <summary>Writes the report as JSON.</summary>
    public Task WriteJsonAsync(Stream stream, CancellationToken cancellationToken = default) =>
        JsonSerializer.SerializeAsync(stream, this, ReportJson.Default.PowerReport, cancellationToken);

    /// <summary>Returns the report in a line, e.g. <c>stop: 5 reached, 1 failed (of 6 instances, 2 calls)</c>.</summary>
    public override string ToString()
    {
        var end = EarlyEnd is null ? "" : $" Ended early: {EarlyEnd.Message}";
        var selected = Instances.Length + OmittedCount;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Action.Name()}{(DryRun ? " (dry run)" : "")}: {Counts} (of {selected} {(selected == 1 ? "instance" : "instances")}, "
            + $"{Calls} {(Calls == 1 ? "call" : "calls")}).{end}");
    }
}
