using System.Threading.Channels;
using Amazon.EC2;
using Amazon.EC2.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.Ec2;
using Stopinator.Selection;
using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>A substitute for the client that answers describes from a script, in order, and keeps what was asked.</summary>
internal sealed class DescribeScript
{
    private readonly Channel<InstanceQuery> _asked = Channel.CreateUnbounded<InstanceQuery>();
    private readonly Queue<Func<InstanceQuery, DescribeInstancesResponse>> _answers = new();

    public DescribeScript()
    {
        Ec2 = Substitute.For<IAmazonEC2>();
        Ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(async call =>
        {
            call.Arg<CancellationToken>().ThrowIfCancellationRequested();
            await Task.Yield();
            var query = Sdk.QueryOf(call.Arg<DescribeInstancesRequest>());
            Queries.Add(query);
            _asked.Writer.TryWrite(query);
            Assert.True(_answers.TryDequeue(out var answer), "More was asked than the script holds.");
            return answer(query);
        });
    }

    public IAmazonEC2 Ec2 { get; }

    public List<InstanceQuery> Queries { get; } = [];

    /// <summary>Ends when so many pages were asked for; a page is asked for while the one before it is worked on.</summary>
    public async Task AskedAsync(int pages)
    {
        while (Queries.Count < pages)
        {
            await _asked.Reader.ReadAsync();
        }
    }

    /// <summary>One attempt a call, on a clock that stands still.</summary>
    public Ec2Calls Calls
    {
        get
        {
            var options = new StopinatorOptions();
            options.Retry.MaxAttempts = 1;
            return new Ec2Calls(Ec2Client.Over(() => Ec2), options, new SimulatedClock(), NullLogger.Instance);
        }
    }

    public DescribeScript Page(IEnumerable<Ec2Instance> instances, string? next = null) => Answer(_ => Sdk.PageOf(instances, next));

    public DescribeScript Fail(string code, string message = "") =>
        Answer(_ => throw new AmazonEC2Exception(message) { ErrorCode = code, StatusCode = System.Net.HttpStatusCode.BadRequest });

    public DescribeScript Answer(Func<InstanceQuery, DescribeInstancesResponse> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }
}
