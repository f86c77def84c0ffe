using Stopinator.Calls;
using Stopinator.Planning;
using Stopinator.Reading;

namespace Stopinator;

/// <content>Loads saved plans.</content>
public sealed partial class InstancePowerService
{
    private static readonly TimeSpan DefaultMaxAge = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public async Task<PowerPlan> LoadPlanAsync(
        string json, Func<PowerRequest, PowerRequest>? configure = null, TimeSpan? maxAge = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        var saved = SavedPlan.Parse(json);
        var ids = saved.Acting.Select(decision => decision.InstanceId).ToArray();
        var request = RequestFor(saved, ids, configure);
        PlanGuards.CheckAge(saved.CreatedAt, maxAge ?? DefaultMaxAge, _time.GetUtcNow());
        using var activity = BeginPlan(request);
        using var run = _time.Begin();

        var deadline = CallDeadline.From(request.Deadline, _options.Execution.DeadlineMargin);
        var named = await NamedInstances.ReadAsync(_finder, ids, saved.Request.Selector, deadline, cancellationToken)
            .ConfigureAwait(false);
        foreach (var owner in named.Found.Select(found => found.Instance?.OwnerId).Distinct(StringComparer.Ordinal))
        {
            PlanGuards.CheckOrigin(saved.Region, saved.AccountId, _client.Location?.Region, owner);
        }

        var decider = new SavedPlanDecider(saved, request, named.Unselected);
        return await DecideAsync(request, named.Found.ToAsyncEnumerable(), decider.Decide, deadline, cancellationToken)
            .ConfigureAwait(false);
    }

    private static PowerRequest RequestFor(SavedPlan saved, string[] ids, Func<PowerRequest, PowerRequest>? configure)
    {
        var selector = saved.Request.Selector;
        var request = new PowerRequest
        {
            Action = saved.Request.Action,
            Selector = ids.Length == 0 ? selector : InstanceSelector.ById(ids).And(selector),
            DryRun = saved.Request.DryRun,

            // An order says when an instance is acted on, not whether. Nothing tells when a reboot has happened.
            Order = saved.Request is { Action: not PowerAction.Reboot, Order: { } order } ? order : null,
        };
        var configured = configure is null ? request : configure(request);
        return configured is not null && configured.Action == request.Action && configured.Selector == request.Selector
            // Who reviewed a dry run has reviewed a plan that changes nothing.
            ? configured with { DryRun = configured.DryRun || request.DryRun }
            : throw new ArgumentException(
                "configure returned another action or selector; it sets how instances are acted on, and the plan says which.",
                nameof(configure));
    }
}
