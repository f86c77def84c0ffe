using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>A fleet too large for EC2's buckets, changed by one client or several, in simulated time with 50 to 300 ms a call.</summary>
internal sealed class RateLimitRace : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    // Thousands of instances take seconds of real time, and a busy machine several times as long.
    private readonly SimulatedClock _clock = new(Start) { Watchdog = TimeSpan.FromMinutes(10) };

    private readonly SimulatedEc2 _ec2;
    private readonly PowerAction _action;
    private readonly int _count;
    private readonly int _clients;

    public RateLimitRace(PowerAction action, int count, Action<Testing.RateLimits> limit, int clients = 1)
    {
        (_action, _count, _clients) = (action, count, clients);
        _ec2 = SimulatedEc2.Create(
            fleet =>
            {
                for (var client = 0; client < clients; client++)
                {
                    fleet.Add(
                        count,
                        instance => _ = (action == PowerAction.Stop ? instance.Running() : instance.Stopped()).Tagged("Team", $"{client}"));
                }
            },
            new SimulatedEc2Options
            {
                TimeProvider = _clock,
                Latency = TimeSpan.FromMilliseconds(50),
                LatencySpread = TimeSpan.FromMilliseconds(250),
            });
        limit(_ec2.RateLimits);
    }

    public TimeSpan Elapsed { get; private set; }

    /// <summary>Instances that a report does not name as accepted or reached.</summary>
    public int NotDone { get; private set; }

    public int Calls => _ec2.Calls.Count(call => call.Action == $"{_action}Instances");

    public int Throttles => _ec2.RateLimits.ThrottlesOf($"{_action}Instances");

    /// <summary>The time that the bucket of instances alone takes, when it is larger than EC2's default by a factor.</summary>
    public TimeSpan Bound(double scale) =>
        TimeSpan.FromSeconds(((_count * _clients) - (1000 * scale)) / ((_action == PowerAction.Stop ? 20 : 2) * scale));

    /// <summary>Changes every instance, each client its own.</summary>
    public async Task RunAsync()
    {
        var reports = await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, _clients).Select(RunOneAsync)));
        Elapsed = _clock.GetUtcNow() - Start;

        NotDone = (_count * _clients) - reports.Sum(report => report.Count(Outcome.Accepted) + report.Count(Outcome.Reached));
    }

    public ValueTask DisposeAsync() => _ec2.DisposeAsync();

    private async Task<PowerReport> RunOneAsync(int client)
    {
        // Services share rate limits only through one transport. With a transport each they are as strange to each other as two processes.
        using var handler = _ec2.CreateHandler();
        using var ec2 = _ec2.CreateClient(config => config.HttpClientFactory = new HttpOver(handler));
        var random = new Random(client);
        using var power = new InstancePowerService(
            ec2, new StopinatorOptions { Randomizer = random.NextDouble, Guards = { MaxInstances = int.MaxValue } }, _clock);
        return await power.RunAsync(new PowerRequest { Action = _action, Selector = InstanceSelector.ByTag("Team", $"{client}") });
    }
}
