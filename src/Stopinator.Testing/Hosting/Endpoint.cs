using Stopinator.Testing.Actions;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Faults;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>
/// Serves requests from both hosts: reads and records a request, applies the fault script and the rate limits, and passes the call to the
/// region.
/// </summary>
internal sealed class Endpoint(Region region, CallLog calls, FaultScript faults, Dice dice)
{
    private const string ApiVersion = "2016-11-15";

    private readonly SimulatedEc2Options _options = region.Options;

    public TimeProvider Clock => _options.TimeProvider;

    /// <summary>Serves one request. Without a delay, the task has completed when the method returns.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hold">The hold on the clock that the caller keeps until the answer is on its way.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone.</param>
    public async ValueTask<Response> ServeAsync(Request request, RequestHold hold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var query = new Query(FormReader.Read(request.QueryString, request.Form));
        var call = calls.Add(Record(request, query));
        var plan = faults.PlanFor(call);
        try
        {
            plan.HooksBefore.ForEach(hook => hook());
            var answer = plan.Before?.Invoke(call.RequestId) ?? Act(request, query, call.RequestId, plan);
            region.RateLimits.Count(query.Action, answer.ErrorCode);
            plan.HooksAfter.ForEach(hook => hook());
            var delay = Latency() + plan.Delay;
            if (delay > TimeSpan.Zero)
            {
                await hold.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
            }

            call = answer.IsDropped ? call : call with { Status = answer.Status, ErrorCode = answer.ErrorCode };
            return plan.CutAfter is null ? answer : answer with { CutAfter = plan.CutAfter };
        }
        finally
        {
            calls.Complete(call);
            _options.OnCall?.Invoke(call);
        }
    }

    private TimeSpan Latency() => _options.LatencySpread == TimeSpan.Zero
        ? _options.Latency
        : _options.Latency + (_options.LatencySpread * (dice.NextPercent() / 100));

    private ReceivedCall Record(Request request, Query query)
    {
        var isTagging = query.Action is "CreateTags" or "DeleteTags";
        var single = query.Parameters.GetValueOrDefault("InstanceId");
        return new()
        {
            Number = 0,
            Action = query.Action,
            Parameters = query.Parameters,
            InstanceIds = single is null ? query.Peek(isTagging ? "ResourceId" : "InstanceId") : [single],
            DryRun = string.Equals(query.Parameters.GetValueOrDefault("DryRun"), "true", StringComparison.OrdinalIgnoreCase),
            ReceivedAt = region.Now,
            UserAgent = request.UserAgent,
            AccessKeyId = Credential.ReadAccessKeyId(request.Authorization),
            RequestId = dice.NextGuid().ToString(),
        };
    }

    private Response Act(Request request, Query query, string requestId, FaultPlan plan)
    {
        var truth = Execute(request, query, requestId);
        if (plan.After is null)
        {
            return truth;
        }

        truth.Dispose();
        return plan.After(requestId);
    }

    private Response Execute(Request request, Query query, string requestId)
    {
        try
        {
            if (_options.RequireSignature)
            {
                Credential.Check(request.Authorization, _options.Region);
            }

            var action = Ec2Actions.Find(query.Action);
            if (query.Required("Version") is var version and not ApiVersion)
            {
                throw Ec2Errors.UnsupportedVersion(version);
            }

            Action<XmlBuffer> content;
            lock (region.Gate)
            {
                content = Charge(action, query);
            }

            return Response.Of(query.Action, requestId, content);
        }
        catch (SimulatedError error)
        {
            return Response.Error(error.Code, error.Message, error.Status, requestId);
        }
    }

    private Action<XmlBuffer> Charge(IEc2Action action, Query query)
    {
        region.RateLimits.Charge(query);
        try
        {
            return action.Execute(query, region);
        }
        catch (SimulatedError)
        {
            region.RateLimits.RefundFailed(query);
            throw;
        }
    }
}
