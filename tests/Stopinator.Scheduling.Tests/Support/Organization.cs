using System.Globalization;
using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Support;

/// <summary>
/// An organization: accounts with four regions each, a fleet in each region, all on one manual clock. Every tenth target is broken, each in
/// one of the ways in which targets break.
/// </summary>
internal sealed class Organization : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private const string Tag = "stopinator:schedule";
    private static readonly string[] Regions = ["eu-west-1", "us-east-1", "us-west-2", "ap-northeast-1"];

    // The error code by which a report names each kind.
    private static readonly string[] Breaks =
        ["NoCredentials", "AuthFailure", "RequestLimitExceeded", "UnauthorizedOperation", "ScheduleSourceException", "ConnectionFailed", "InvalidConfiguration"];

    private readonly Dictionary<PowerTarget, SimulatedEc2> _fleets = [];
    private readonly Dictionary<PowerTarget, string> _broken = [];
    private readonly (PowerTarget Target, string Id, PowerSchedule Schedule)[] _members;
    private readonly MultiTargetPowerService _power;

    public Organization(int targets, int instances)
    {
        var catalog = ScheduleCatalog.Parse("""{"timeZone":"Europe/London","schedules":{"office":"mon-fri 08:00-18:00"}}""");
        string[] texts =
            ["office", "mon-fri 07:00-19:00 Europe/Paris", "mon-fri 09:00-17:00 America/New_York", "22:00-04:00 Asia/Tokyo", "24x7", "off"];
        Schedules = [.. texts.Select(catalog.Resolve)];
        List<(PowerTarget, string, PowerSchedule)> members = [];
        for (var index = 0; index < targets; index++)
        {
            var target = new PowerTarget
            {
                Region = Regions[index % Regions.Length],
                RoleArn = string.Create(CultureInfo.InvariantCulture, $"arn:aws:iam::{100000000000 + (index / Regions.Length)}:role/spoke"),
                Schedules = BreakOf(index) == "ScheduleSourceException" ? "ssm:/gone" : null,
            };
            IReadOnlyList<string> ids = [];
            var ec2 = SimulatedEc2.Create(
                fleet => ids = fleet.Add(instances, (instance, i) => instance.Tagged(Tag, texts[i % texts.Length]).Running()),
                new SimulatedEc2Options { TimeProvider = Clock, Region = target.Region, AccountId = target.RoleArn.Split(':')[4] });
            ec2.RateLimits.UseEc2Defaults();
            Break(ec2, BreakOf(index));
            _fleets.Add(target, ec2);
            if (BreakOf(index) is { } code)
            {
                _broken.Add(target, code);
            }
            else
            {
                members.AddRange(ids.Select((id, i) => (target, id, Schedules[i % texts.Length])));
            }
        }

        _members = [.. members];
        var options = new StopinatorOptions { Randomizer = () => 0.5 };
        options.Guards.MaxInstances = instances;
        _power = new MultiTargetPowerService(ClientFor, options, Clock);
        var sources = Substitute.For<IScheduleSources>();
        sources.Catalog("ssm:/gone").Returns(new GoneSource());
        Service = new MultiTargetScheduledPowerService(
            _power, new ScheduledPowerOptions { Tags = [ScheduleTag.Own(Tag, catalog)], Interval = Interval }, sources, Clock);
    }

    public SimulatedClock Clock { get; } = new(ScheduledLab.FortnightStart);

    public MultiTargetScheduledPowerService Service { get; }

    public IReadOnlyList<PowerSchedule> Schedules { get; }

    public IReadOnlyList<PowerTarget> Targets => [.. _fleets.Keys];

    /// <summary>The error code of each target that is broken.</summary>
    public IReadOnlyDictionary<PowerTarget, string> Broken => _broken;

    /// <summary>The instances of targets that are not broken that are in the wrong state.</summary>
    public IEnumerable<string> Late(DateTimeOffset tick)
    {
        var wanted = WantedAt(tick);
        return _members
            .Where(member => IsUp(member.Target, member.Id) != wanted[member.Schedule])
            .Select(member => $"{member.Target} {member.Id} {member.Schedule}");
    }

    /// <summary>The fewest calls that stop and start what is wrong in the good targets.</summary>
    public int FewestChanges(DateTimeOffset tick)
    {
        var wanted = WantedAt(tick);
        return _members
            .Where(member => IsUp(member.Target, member.Id) != wanted[member.Schedule])
            .GroupBy(member => (member.Target, wanted[member.Schedule]))
            .Sum(batch => (batch.Count() + 199) / 200);
    }

    /// <summary>The calls of the good targets since the last look, describes and changes.</summary>
    public (int Describes, int Changes) TakeCalls()
    {
        var (describes, changes) = (0, 0);
        foreach (var (target, ec2) in _fleets)
        {
            if (!_broken.ContainsKey(target))
            {
                describes += ec2.Calls.Count(call => call.Action == "DescribeInstances");
                changes += ec2.Calls.Count(call => call.Action is "StopInstances" or "StartInstances");
            }

            ec2.ClearCalls();
        }

        return (describes, changes);
    }

    public async ValueTask DisposeAsync()
    {
        _power.Dispose();
        foreach (var ec2 in _fleets.Values)
        {
            await ec2.DisposeAsync();
        }
    }

    private static string? BreakOf(int index) => index % 10 == 7 ? Breaks[index / 10 % Breaks.Length] : null;

    private static void Break(SimulatedEc2 ec2, string? code)
    {
        switch (code)
        {
            case "AuthFailure":
                ec2.Faults.On("DescribeInstances").Fail(code, "AWS was not able to validate the provided access credentials", 401);
                break;
            case "RequestLimitExceeded":
                ec2.Faults.On("DescribeInstances").Throttle();
                break;
            case "UnauthorizedOperation":
                ec2.Faults.On("DescribeInstances").Fail(code, "You are not authorized to perform this operation.", 403);
                break;
            case "ConnectionFailed":
                ec2.Faults.On("DescribeInstances").RefuseConnection();
                break;
        }
    }

    private Dictionary<PowerSchedule, bool> WantedAt(DateTimeOffset tick) =>
        Schedules.Distinct().ToDictionary(schedule => schedule, schedule => schedule.DesiredStateAt(tick).State == DesiredState.Running);

    private bool IsUp(PowerTarget target, string id) => _fleets[target][id].State is SimulatedState.Running or SimulatedState.Pending;

    private IAmazonEC2 ClientFor(PowerTarget target) => _broken.GetValueOrDefault(target) switch
    {
        "InvalidConfiguration" => throw new InvalidOperationException("No client is registered."),
        "NoCredentials" => new AmazonEC2Client(new NoRole(), (AmazonEC2Config)_fleets[target].CreateClient().Config),
        _ => _fleets[target].CreateClient(),
    };

    /// <summary>The credentials of a role that cannot be assumed.</summary>
    private sealed class NoRole : RefreshingAWSCredentials
    {
        protected override CredentialsRefreshState GenerateNewCredentials() =>
            throw new AmazonClientException("Error calling AssumeRole: the hub is not authorized to perform sts:AssumeRole.");

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(GenerateNewCredentials());
    }
}
