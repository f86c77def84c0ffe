namespace Stopinator.Testing;

/// <summary>How a <see cref="SimulatedEc2"/> behaves. The defaults give an endpoint that answers at once and hides nothing.</summary>
public sealed class SimulatedEc2Options
{
    /// <summary>
    /// The clock of the region; by default the machine's. Requests hold a <see cref="ManualTimeProvider"/> while they are served.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The region the endpoint stands for; credentials must be scoped to it. By default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The twelve digits of the account that owns the fleet. By default <c>123456789012</c>.</summary>
    public string AccountId { get; set; } = "123456789012";

    /// <summary>
    /// How long a started instance is pending. By default zero: the call answers <c>pending</c>, and the next look finds it running.
    /// </summary>
    public TimeSpan StartDuration { get; set; }

    /// <summary>
    /// How long a stopped instance is stopping. By default zero: the call answers <c>stopping</c>, and the next look finds it stopped.
    /// </summary>
    public TimeSpan StopDuration { get; set; }

    /// <summary>How long each answer takes; the call is carried out when it arrives. By default zero.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How much longer than <see cref="Latency"/> an answer takes at most, by chance and the seed. By default zero.</summary>
    public TimeSpan LatencySpread { get; set; }

    /// <summary>
    /// How far describes lag behind: they show the fleet, its tags included, as it was that long ago. By default zero.
    /// EC2 is eventually consistent in the same way.
    /// </summary>
    public TimeSpan DescribeLag { get; set; }

    /// <summary>
    /// Whether <c>MaxResults</c> counts the instances looked at rather than those found, so that a filtered describe has short and
    /// empty pages before the last one. False by default. EC2 asks clients to follow <c>nextToken</c> whatever a page holds.
    /// </summary>
    public bool SparsePages { get; set; }

    /// <summary>
    /// Whether a stop refused for a stop-protected instance still stops the instances in other zones. False by default: nothing is
    /// stopped. EC2 documents the partial effect for TerminateInstances and says nothing of StopInstances.
    /// </summary>
    public bool PartialEffectByZone { get; set; }

    /// <summary>What the caller may start, stop and reboot; by default everything.</summary>
    public IamRule? IamRule { get; set; }

    /// <summary>
    /// Whether a request needs an <c>Authorization</c> header of Signature Version 4, scoped to the region and to <c>ec2</c>. True by
    /// default. The signature itself is never verified: any key will do.
    /// </summary>
    public bool RequireSignature { get; set; } = true;

    /// <summary>
    /// Where chance comes from, by default 1: the same seed gives the same request ids and the same spread of latency, and hits the same
    /// calls by <see cref="FaultRule.Percent(double)"/>.
    /// </summary>
    public int Seed { get; set; } = 1;

    /// <summary>The TCP port on 127.0.0.1 for <see cref="SimulatedEc2.StartAsync"/>; by default 0, any free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Called after each call has been answered or dropped, on the thread that served it; <see cref="ReceivedCall.ToString"/> is one
    /// line for a log. By default nothing.
    /// </summary>
    public Action<ReceivedCall>? OnCall { get; set; }

    /// <summary>Refuses what makes no sense, all of it at once.</summary>
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

        RefuseNegative(nameof(StartDuration), StartDuration);
        RefuseNegative(nameof(StopDuration), StopDuration);
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

    /// <summary>A copy that later changes to the caller's object do not reach.</summary>
    internal SimulatedEc2Options Copy() => (SimulatedEc2Options)MemberwiseClone();
}
