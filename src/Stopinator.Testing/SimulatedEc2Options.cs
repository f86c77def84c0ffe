using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Stopinator.Testing;

/// <summary>The options of a <see cref="SimulatedEc2"/>. The defaults give an endpoint that answers at once and hides nothing.</summary>
public sealed class SimulatedEc2Options
{
    /// <summary>
    /// The clock of the region; by default the machine's. A <see cref="SimulatedClock"/> does not jump while a request is served.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The region of the endpoint. Credentials must be scoped to this region. By default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The regions that DescribeRegions lists as enabled in the account. By default (null) only <see cref="Region"/>.</summary>
    public IReadOnlyList<string>? EnabledRegions { get; set; }

    /// <summary>The twelve digits of the account that owns the fleet. By default <c>123456789012</c>.</summary>
    public string AccountId { get; set; } = "123456789012";

    /// <summary>
    /// The time for which a started or launched instance is pending. By default zero: the call returns <c>pending</c>, and the next
    /// describe finds the instance running.
    /// </summary>
    public TimeSpan StartDuration { get; set; }

    /// <summary>
    /// The time for which a stopped instance is stopping, and a terminated one shutting-down. By default zero: the call returns
    /// <c>stopping</c>, and the next describe finds the instance stopped.
    /// </summary>
    public TimeSpan StopDuration { get; set; }

    /// <summary>
    /// The time for which the status checks of a started instance are <c>initializing</c>, from the moment it runs. By default zero: they
    /// are <c>ok</c> at once.
    /// </summary>
    public TimeSpan StatusCheckDuration { get; set; }

    /// <summary>The time that each answer takes. The call is carried out on arrival. By default zero.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The greatest random addition to <see cref="Latency"/>, by the seed. By default zero.</summary>
    public TimeSpan LatencySpread { get; set; }

    /// <summary>
    /// The lag of describes: they show the fleet, including its tags, as it was that long ago. By default zero. EC2 is eventually
    /// consistent in the same way.
    /// </summary>
    public TimeSpan DescribeLag { get; set; }

    /// <summary>
    /// True when <c>MaxResults</c> counts the instances that were examined rather than those that were found, so that a filtered describe
    /// has short and empty pages before the last one. False by default. EC2 asks clients to follow <c>nextToken</c> whatever a page holds.
    /// </summary>
    public bool SparsePages { get; set; }

    /// <summary>
    /// True when a stop that fails for a stop-protected instance still stops the instances in other zones. False by default: nothing is
    /// stopped. EC2 documents the partial effect for TerminateInstances and says nothing about StopInstances.
    /// </summary>
    public bool PartialEffectByZone { get; set; }

    /// <summary>The instances that the caller may start, stop and reboot; by default all.</summary>
    public IamRule? IamRule { get; set; }

    /// <summary>
    /// True when a request needs an <c>Authorization</c> header of Signature Version 4, scoped to the region and to <c>ec2</c>. True by
    /// default. The signature itself is never verified: any key is accepted.
    /// </summary>
    public bool RequireSignature { get; set; } = true;

    /// <summary>
    /// The seed of all random numbers, by default 1. The same seed gives the same request ids and the same spread of latency, and
    /// <see cref="FaultRule.Percent(double)"/> selects the same calls.
    /// </summary>
    public int Seed { get; set; } = 1;

    /// <summary>The TCP port on 127.0.0.1 for <see cref="SimulatedEc2.StartAsync"/>; by default 0, which chooses a free port.</summary>
    [Range(0, ushort.MaxValue)]
    public int Port { get; set; }

    /// <summary>
    /// True when the server also answers <c>/_stopinator/</c>, where programs in any language set faults, rate limits, the lag of describes
    /// and the speed of the clock. False by default. The server listens on 127.0.0.1 only, and refuses browsers.
    /// </summary>
    public bool ControlEndpoint { get; set; }

    /// <summary>
    /// The speed of the region's clock, by default 1: the number of its seconds that pass in a second of <see cref="TimeProvider"/>. Above
    /// 0, up to 100,000. With a <see cref="SimulatedClock"/> the speed must be 1.
    /// </summary>
    [Range(0, ScaledTimeProvider.MaxSpeed, MinimumIsExclusive = true)]
    public double ClockSpeed { get; set; } = 1;

    /// <summary>
    /// The action that is called after each call has been answered or dropped, on the thread that served it.
    /// <see cref="ReceivedCall.ToString"/> is one line for a log. By default none.
    /// </summary>
    public Action<ReceivedCall>? OnCall { get; set; }

    /// <summary>
    /// The number of calls that <see cref="SimulatedEc2.Calls"/> keeps, at least 1; by default 100,000. Older calls are removed, so that
    /// the memory of an endpoint stays bounded.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxRecordedCalls { get; set; } = 100_000;

    /// <summary>Rejects invalid options, all problems at once.</summary>
    internal void Validate(string parameterName)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Region))
        {
            problems.Add($"{nameof(Region)} must be the name of a region, e.g. us-east-1.");
        }

        if (AccountId is not { Length: 12 } || !AccountId.All(char.IsAsciiDigit))
        {
            problems.Add($"{nameof(AccountId)} must have twelve digits, not '{AccountId}'.");
        }

        if (Port is < 0 or > ushort.MaxValue)
        {
            problems.Add($"{nameof(Port)} must be between 0 and 65535, not {Port}.");
        }

        if (MaxRecordedCalls < 1)
        {
            problems.Add($"{nameof(MaxRecordedCalls)} must be at least 1, not {MaxRecordedCalls}.");
        }

        if (!(ClockSpeed is > 0 and <= ScaledTimeProvider.MaxSpeed))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(ClockSpeed)} must be above 0 and at most {ScaledTimeProvider.MaxSpeed}, not {ClockSpeed}."));
        }
        else if (ClockSpeed != 1 && TimeProvider is SimulatedClock)
        {
            problems.Add($"{nameof(ClockSpeed)} must be 1 with a {nameof(SimulatedClock)}, which only its owner moves.");
        }

        RefuseNegative(nameof(StartDuration), StartDuration);
        RefuseNegative(nameof(StopDuration), StopDuration);
        RefuseNegative(nameof(StatusCheckDuration), StatusCheckDuration);
        RefuseNegative(nameof(Latency), Latency);
        RefuseNegative(nameof(LatencySpread), LatencySpread);
        RefuseNegative(nameof(DescribeLag), DescribeLag);
        if (problems.Count > 0)
        {
            throw new ArgumentException($"{nameof(SimulatedEc2Options)} are not valid. {string.Join(' ', problems)}", parameterName);
        }

        void RefuseNegative(string name, TimeSpan value)
        {
            if (value < TimeSpan.Zero)
            {
                problems.Add($"{name} must not be negative, as {value} is.");
            }
        }
    }

    /// <summary>Returns a copy that later changes to the caller's object do not reach.</summary>
    internal SimulatedEc2Options Copy() => (SimulatedEc2Options)MemberwiseClone();
}
