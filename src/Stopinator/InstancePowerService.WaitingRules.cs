using System.Collections.Concurrent;
using Stopinator.Calls;
using Stopinator.Planning;
using Stopinator.Reading;

namespace Stopinator;

/// <content>Plans by a rule that waits.</content>
public sealed partial class InstancePowerService
{
    /// <inheritdoc/>
    public async Task<PowerPlan> PlanAsync(
        PowerRequest request, Func<Ec2Instance, CancellationToken, ValueTask<PowerChoice>> choose,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(choose);
        ThrowIfNotReconcile(request);
        using var activity = BeginPlan(request);

        var deadline = CallDeadline.From(request.Deadline, _options.Execution.DeadlineMargin);
        var found = await _finder.FindAsync(request.Selector, deadline, cancellationToken).ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var choices = await ChooseAsync(request, found, choose, deadline, cancellationToken).ConfigureAwait(false);

        var decider = new ChoiceDecider(request, instance => choices[instance.InstanceId]);
        return await DecideAsync(request, found.ToAsyncEnumerable(), decider.Decide, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConcurrentDictionary<string, PowerChoice>> ChooseAsync(
        PowerRequest request, List<FoundInstance> found, Func<Ec2Instance, CancellationToken, ValueTask<PowerChoice>> choose,
        CallDeadline deadline, CancellationToken cancellationToken)
    {
        var choices = new ConcurrentDictionary<string, PowerChoice>(StringComparer.Ordinal);
        var policy = PolicyFor(request);
        using var late = request.Deadline is null ? new CancellationTokenSource() : new CancellationTokenSource(Left(deadline), _time);
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
                    .Where(instance => InstanceDecider.OutOfReach(instance, request, policy) is null),
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
