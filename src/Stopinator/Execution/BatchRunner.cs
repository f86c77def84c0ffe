using System.Globalization;
using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>
/// Sends the calls. A call that EC2 refuses because of particular instances is sent again without the instances that EC2 names. When EC2
/// names none, the call is sent again by halves. Every further call is smaller, so n instances take at most 2n - 1 calls.
/// </summary>
internal sealed class BatchRunner(
    PowerRun run, Ec2Calls ec2, LostAnswerSettler settler, StalePlan stale, CapacityRetries capacity, StopinatorOptions options,
    TimeProvider time, ILogger logger)
{
    /// <summary>
    /// After this many consecutive refusals of single instances with nothing accepted, every further call is assumed to be refused too.
    /// </summary>
    private const int MaxRefusalsInRow = 8;

    // Calls that EC2 failed (5xx), with the instances that had not moved afterwards.
    private readonly Queue<(InstanceRun[] Batch, Ec2Exception Error)> _failed = [];
    private bool _anyAccepted;
    private int _refusalsInRow;
    private bool _lastCallLost;

    /// <summary>Sends a batch of one action and stop mode.</summary>
    public async Task RunAsync(InstanceRun[] batch, CancellationToken cancellationToken)
    {
        await SendAllAsync(batch, isHalf: false, cancellationToken).ConfigureAwait(false);

        // One bad instance can make EC2 fail a whole call. Starts and stops can be sent again, so the instance is searched for by halves.
        var until = time.GetUtcNow() + options.Retry.TotalTime;
        while (run.EarlyEnd is null && time.GetUtcNow() < until && _failed.TryDequeue(out var failed))
        {
            foreach (var half in BatchDivision.Halves(failed.Batch))
            {
                await SendAllAsync(half, isHalf: true, cancellationToken).ConfigureAwait(false);
            }

            if (_lastCallLost)
            {
                // No call succeeded since the whole batch failed, so the failure does not depend on instances.
                run.EndEarly(failed.Error.Code, failed.Error.Message);
            }
        }

        while (_failed.TryDequeue(out var failed))
        {
            await settler.SettleAsync(failed.Batch, failed.Error.Message, failed.Error.Code, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAllAsync(InstanceRun[] batch, bool isHalf, CancellationToken cancellationToken)
    {
        var pending = new Stack<InstanceRun[]>([batch]);
        while (run.EarlyEnd is null && pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetUtcNow() >= run.Deadline.LastStart)
            {
                run.EndEarly(EarlyEndCode.Deadline, "The deadline is near.");
                return;
            }

            foreach (var part in await SendAsync(next, isHalf, cancellationToken).ConfigureAwait(false))
            {
                pending.Push(part);
            }

            run.ReportProgress();
        }
    }

    /// <summary>Sends one call.</summary>
    /// <returns>The smaller batches to send next, the last one first.</returns>
    private async Task<InstanceRun[][]> SendAsync(InstanceRun[] batch, bool isHalf, CancellationToken cancellationToken)
    {
        var decision = batch[0].Decision;
        var call = new PowerCall([.. batch.Select(instance => instance.Id)]) { StopMode = decision.StopMode, DryRun = run.Request.DryRun };
        var result = await ec2.ChangeAsync(
            decision.Action, call, mayRepeat: !isHalf, run.Deadline, cancellationToken).ConfigureAwait(false);

        run.Count(batch, result.Attempts);
        foreach (var instance in batch)
        {
            instance.IsInDoubt |= result.MayHaveActed;
            instance.RequestId = result.Answer?.RequestId ?? result.Error?.RequestId ?? instance.RequestId;
        }

        switch (result)
        {
            case { Answer: { } answer }:
                await AcceptAsync(batch, answer, cancellationToken).ConfigureAwait(false);
                return [];

            // A refusal belongs to instances, whatever its code: EC2 gives one bad instance many codes.
            case
            {
                Error: { Kind: Ec2ErrorKind.Instance or Ec2ErrorKind.Capacity or Ec2ErrorKind.Authorization or Ec2ErrorKind.Request } error
            }:
                return await IsolateAsync(batch, error, cancellationToken).ConfigureAwait(false);

            case { Error.Code: Ec2ErrorCode.NoTimeForRateLimit }:
                run.EndEarly(EarlyEndCode.Deadline, result.Error.Message);
                return [];

            case { Error.Kind: Ec2ErrorKind.Throttled } when ec2.LeastBatchSize(decision.Action) is var least && batch.Length > least:
                // EC2 did nothing for the whole time in which a call is retried. Another program may use up the tokens before there are
                // enough for this call.
                return [.. batch.Chunk(least).Reverse()];

            case { Error: { } error }:
                await FailAsync(batch, error, result.MayHaveActed, isHalf, cancellationToken).ConfigureAwait(false);
                return [];

            default:
                AnswerHandling.Lost(result.MayHaveActed ? batch : [], "The run was cancelled before EC2 answered.");
                throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task AcceptAsync(InstanceRun[] batch, PowerCallAnswer answer, CancellationToken cancellationToken)
    {
        (_anyAccepted, _refusalsInRow, _lastCallLost) = (true, 0, false);
        Log.BatchAccepted(logger, batch[0].Decision.Action.Name(), batch.Length, answer.RequestId);
        var unanswered = AnswerHandling.Accept(batch, answer, run.Request.DryRun);
        await settler.SettleAsync(
            unanswered, "EC2's answer does not mention it.", Ec2ErrorCode.AnswerUnreadable, cancellationToken).ConfigureAwait(false);
    }

    // EC2 failed, or refused the call before it looked at any instance.
    private async Task FailAsync(
        InstanceRun[] batch, Ec2Exception error, bool mayHaveActed, bool isHalf, CancellationToken cancellationToken)
    {
        Array.ForEach(batch, instance => instance.ErrorCode = error.Code);
        var endsRun = !error.MayHaveActed || (_lastCallLost && !isHalf);
        if (!endsRun && batch.Length > 1 && error.Kind == Ec2ErrorKind.Server && batch[0].Decision.Action != PowerAction.Reboot
            && !run.Request.DryRun)
        {
            if (await settler.LookAsync(batch, cancellationToken).ConfigureAwait(false) is { Length: > 0 } unmoved)
            {
                _failed.Enqueue((unmoved, error));
            }
        }
        else if (mayHaveActed)
        {
            await settler.SettleAsync(batch, error.Message, error.Code, cancellationToken).ConfigureAwait(false);
        }

        if (endsRun)
        {
            run.EndEarly(error.Code, error.Message);
        }

        _lastCallLost |= !isHalf;
    }

    private async Task<InstanceRun[][]> IsolateAsync(InstanceRun[] batch, Ec2Exception error, CancellationToken cancellationToken)
    {
        var named = batch.Where(instance => error.InstanceIds.Contains(instance.Id, StringComparer.Ordinal)).ToArray();
        _lastCallLost = false;
        Log.BatchRefused(logger, batch[0].Decision.Action.Name(), batch.Length, error.Message, named.Length);
        if (named.Length == 0 && batch.Length > 1)
        {
            RefuseForAnother(batch, error);
            return BatchDivision.Parts(batch, error);
        }

        var refused = named.Length > 0 ? named : batch;

        // An earlier call may have been carried out in spite of its error, so this refusal may not be final. No call changed an instance
        // that is unknown or protected.
        var inDoubt = error.Code is Ec2ErrorCode.InstanceNotFound or Ec2ErrorCode.OperationNotPermitted
            ? []
            : refused.Where(instance => instance.IsInDoubt).ToArray();
        InstanceRun[] certain = [.. refused.Except(inDoubt)];
        if (error.Kind == Ec2ErrorKind.Capacity)
        {
            capacity.Refuse(certain, error);
        }
        else
        {
            Array.ForEach(certain, instance => AnswerHandling.Refuse(instance, error));
        }

        await settler.SettleAsync(inDoubt, error.Message, error.Code, cancellationToken).ConfigureAwait(false);

        if (error.Kind is Ec2ErrorKind.Authorization or Ec2ErrorKind.Request)
        {
            _refusalsInRow += refused.Length;
            if (!_anyAccepted && _refusalsInRow >= MaxRefusalsInRow)
            {
                var assumed = error.Kind == Ec2ErrorKind.Authorization
                    ? "the permission seems to be missing"
                    : "the others seem to be refused too";
                run.EndEarly(error.Code, string.Create(
                    CultureInfo.InvariantCulture,
                    $"EC2 refused {_refusalsInRow} single instances and accepted none; {assumed}. {error.Message}"));
            }
        }

        var rest = batch.Except(refused).ToArray();
        RefuseForAnother(rest, error);
        if (stale.Shows(error, named, rest))
        {
            rest = await stale.DecideAsync(rest, cancellationToken).ConfigureAwait(false);
        }

        return rest.Length > 0 ? [rest] : [];
    }

    // EC2 may have carried out a part of a stop that it refuses for the protection of one instance.
    private static void RefuseForAnother(InstanceRun[] batch, Ec2Exception error)
    {
        foreach (var instance in batch)
        {
            instance.WasRefusedForAnother = true;
            instance.IsInDoubt |= error.Code == Ec2ErrorCode.OperationNotPermitted && instance.Decision.Action == PowerAction.Stop;
        }
    }
}
