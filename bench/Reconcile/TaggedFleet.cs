using Amazon.EC2;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Bench;

/// <summary>Instances that carry schedules, and what holds them to these. EC2's rate limits are out of the way: what is measured is the work.</summary>
internal sealed class TaggedFleet : IAsyncDisposable
{
    public const int Instances = 10_000;
    private const int PageSize = 1_000;
    private const int BatchSize = 200;

    /// <summary>A Friday, half an hour before midnight in London: the first four ask for stopped, the last one for running.</summary>
    private static readonly DateTimeOffset Tick = new(2026, 11, 20, 23, 30, 0, TimeSpan.Zero);

    private static readonly string[] Stopping =
        ["mon-fri 07:00-20:00 Europe/Paris", "mon-fri 08:00-18:00; sat 09:00-13:00 Europe/London", "mon-fri 09:00-18:00; dec25 off Asia/Tokyo", "off"];

    private const string Starting = "mon-fri 07:00-19:00 America/New_York";

    private readonly SimulatedEc2 _ec2;
    private readonly IAmazonEC2 _client;
    private readonly InstancePowerService _power;
    private readonly ScheduledPowerService _scheduled;
    private readonly int _stops;
    private readonly int _starts;

    /// <summary>Creates a fleet of which so many are to be stopped and started; the others are where they should be.</summary>
    public TaggedFleet(int stops, int starts)
    {
        (_stops, _starts) = (stops, starts);
        _ec2 = SimulatedEc2.Create(fleet => fleet.Add(Instances, (instance, index) =>
        {
            var starting = index >= stops && index < stops + starts;
            instance.Tagged("Env", "dev").Tagged("stopinator:schedule", starting ? Starting : Stopping[index % Stopping.Length]);
            _ = index < stops ? instance.Running() : instance.Stopped();
        }));
        _client = _ec2.CreateClient();
        var options = new StopinatorOptions { Guards = { MaxInstances = Instances } };
        foreach (var rateLimit in new[] { options.RateLimits.Describe, options.RateLimits.Stop, options.RateLimits.Start })
        {
            (rateLimit.RequestCapacity, rateLimit.RequestRefill) = (1e6, 1e6);
        }

        foreach (var rateLimit in new[] { options.RateLimits.Stop, options.RateLimits.Start })
        {
            (rateLimit.InstanceCapacity, rateLimit.InstanceRefill) = (1e6, 1e6);
        }

        _power = new InstancePowerService(_client, options);
        _scheduled = new ScheduledPowerService(_power, timeProvider: new SimulatedClock(Tick));
    }

    public int Describes => _ec2.Calls.Count(call => call.Action == "DescribeInstances");

    public int PowerCalls => _ec2.Calls.Count - Describes;

    /// <summary>One for each page.</summary>
    public static int LeastDescribes => Ceiling(Instances, PageSize);

    /// <summary>One for each full batch of stops, and of starts.</summary>
    public int LeastPowerCalls => Ceiling(_stops, BatchSize) + Ceiling(_starts, BatchSize);

    public async Task StopByTagAsync() => Check(await _power.RunAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")) with { OmitAlreadyThere = true }));

    public async Task ReconcileAsync() =>
        Check((await _scheduled.RunAsync(PowerRequest.Reconcile(InstanceSelector.All) with { OmitAlreadyThere = true, Await = PowerAwait.Nothing })).Power);

    public async ValueTask DisposeAsync()
    {
        _power.Dispose();
        _client.Dispose();
        await _ec2.DisposeAsync();
    }

    private void Check(PowerReport report)
    {
        if (report.Count(Outcome.Accepted) != _stops + _starts || report.OmittedCount != Instances - _stops - _starts)
        {
            throw new InvalidOperationException(report.ToString());
        }
    }

    private static int Ceiling(int items, int size) => (items + size - 1) / size;
}
