using System.Collections.Concurrent;
using Stopinator.Calls;
using Stopinator.Planning;
using Stopinator.Reading;

namespace Stopinator;

/// <content>Plans by a rule that waits.</content>
public sealed partial class InstancePowerService
{
    /// <summary>Timers of .NET end after less than 50 days.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <inheritdoc/>
    public async Task<PowerPlan> PlanAsync(
        PowerRequest request, Func<Ec2Instance, CancellationToken, ValueTask<PowerChoice>> choose,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(choose);
        ThrowIfNotReconcile(request);
        using var activity = BeginPlan(request);
        using var run = _time.Begin();

        var deadline = CallDeadline.From(request.Deadline, _options.Execution.DeadlineMargin);
        var found = await _finder.FindAsync(request.Selector, deadline, cancellationToken).ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var awaited = await AwaitedFirstAsync(request, found, deadline, cancellationToken).ConfigureAwait(false);
        var choices = await ChooseAsync(request, [.. found, .. awaited], choose, deadline, cancellationToken).ConfigureAwait(false);

        var decider = new ChoiceDecider(request, instance => choices.TryGetValue(instance.InstanceId, out var choice)
            ? choice
            : PowerChoice.Leave(ReasonCode.Unmanaged, "It was not there when the rule was asked."));
        return await DecideAsync(request, found.ToAsyncEnumerable(), decider.Decide, deadline, cancellationToken).ConfigureAwait(false);
    }

    // The instances of an unfinished wave that the selector does not select.
    private async Task<List<FoundInstance>> AwaitedFirstAsync(
        PowerRequest request, List<FoundInstance> found, CallDeadline deadline, CancellationToken cancellationToken)
    {
        string[] ids = request.Order is { AwaitFirst: { IsDefaultOrEmpty: false } first }
            ? [.. first.Except(found.Select(one => one.InstanceId), StringComparer.Ordinal)]
            : [];
        return ids.Length == 0
            ? []
            : await _finder.ReadAsync(ids, deadline, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConcurrentDictionary<string, PowerChoice>> ChooseAsync(
        PowerRequest request, List<FoundInstance> found, Func<Ec2Instance, CancellationToken, ValueTask<PowerChoice>> choose,
        CallDeadline deadline, CancellationToken cancellationToken)
    {
        var choices = new ConcurrentDictionary<string, PowerChoice>(StringComparer.Ordinal);
        var policy = PolicyFor(request);
        using var late = request.Deadline is not null && Left(deadline) is var left && left < LongestTimer
            ? new CancellationTokenSource(left, _time)
            : new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var bound = new ParallelOptions
        {
            MaxDegreeOfParallelism = _options.Execution.MaxParallelChoices,
            CancellationToken = ending.Token,
        };
        try
        {
            await Parallel.ForEachAsync(
                found.Select(one => one.Instance).OfType<Ec2Instance>()
                    .Where(instance => InstanceDecider.NeverActedOn(instance, request, policy) is null),
                bound,
                async (instance, _) => choices[instance.InstanceId] =
                    await choose(instance, ending.Token).AsTask().WaitAsync(ending.Token).ConfigureAwait(false)).ConfigureAwait(false);
            return choices;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new PlanRefusedException(
                $"No time was left before the deadline {request.Deadline:O} while the rule was asked about {found.Count} instances; "
                + "nothing was done. Give the request a later Deadline, or raise Execution.MaxParallelChoices.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller's own token, not the token linked to it.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private TimeSpan Left(CallDeadline deadline) =>
        deadline.LastStart - _time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
