using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.Ec2;
using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>A substitute for the port that answers describes from a script, in order, and keeps what was asked.</summary>
internal sealed class DescribeScript
{
    private readonly Queue<Func<InstanceQuery, InstancePage>> _answers = new();

    public DescribeScript()
    {
        Api = Substitute.For<IEc2Api>();
        Api.DescribeAsync(default!, default).ReturnsForAnyArgs(async call =>
        {
            call.Arg<CancellationToken>().ThrowIfCancellationRequested();
            await Task.Yield();
            Queries.Add(call.Arg<InstanceQuery>());
            Assert.True(_answers.TryDequeue(out var answer), "More was asked than the script holds.");
            return answer(call.Arg<InstanceQuery>());
        });
    }

    public IEc2Api Api { get; }

    public List<InstanceQuery> Queries { get; } = [];

    /// <summary>One attempt a call, on a clock that stands still.</summary>
    public Ec2Calls Caller
    {
        get
        {
            var options = new StopinatorOptions();
            options.Retry.MaxAttempts = 1;
            return new Ec2Calls(Api, options, new ManualTimeProvider(), NullLogger.Instance);
        }
    }

    public DescribeScript Page(IEnumerable<Ec2Instance> instances, string? next = null) => Answer(_ => new InstancePage([.. instances], next));

    public DescribeScript Fail(string code, string message = "") => Answer(_ => throw new Ec2Exception(code, message, System.Net.HttpStatusCode.BadRequest));

    public DescribeScript Answer(Func<InstanceQuery, InstancePage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }
}
