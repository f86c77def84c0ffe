using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Support;

/// <summary>The connection of a process that can be killed: from then on nothing reaches EC2, and no answer arrives.</summary>
internal sealed class KillableConnection(SimulatedEc2 ec2)
{
    private readonly TaskCompletionSource _killed = new();
    private int _pending;

    /// <summary>True when a call was under way at the moment of the kill.</summary>
    public bool WasCalling { get; private set; }

    public bool IsKilled => _killed.Task.IsCompleted;

    public IAmazonEC2 CreateClient() => ec2.CreateClient(config => config.HttpClientFactory = new Factory(ec2, this));

    public void Kill()
    {
        WasCalling = Volatile.Read(ref _pending) > 0;
        _killed.SetResult();
    }

    private sealed class Factory(SimulatedEc2 ec2, KillableConnection connection) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new Handler(connection) { InnerHandler = ec2.CreateHandler() }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private sealed class Handler(KillableConnection connection) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await HangWhenKilledAsync(cancellationToken);
            Interlocked.Increment(ref connection._pending);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                await HangWhenKilledAsync(cancellationToken);
                return response;
            }
            finally
            {
                Interlocked.Decrement(ref connection._pending);
            }
        }

        private Task HangWhenKilledAsync(CancellationToken cancellationToken) =>
            connection.IsKilled ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
    }
}
