using Stopinator.Tests.Shared;

namespace Stopinator.Testing.Tests;

public sealed class SimulatedEc2OptionsTests
{
    private const string Prefix = "SimulatedEc2Options are not valid. ";

    // A time has no upper bound, and every number is a seed.
    [Fact]
    public void Validate_ValuesAroundTheBounds_AreTakenAsTheRangeBesideTheOptionSays() => Assert.Empty(OptionRanges.Disagreements(
        _ => new SimulatedEc2Options(),
        Problems,
        nameof(SimulatedEc2Options.Seed),
        nameof(SimulatedEc2Options.StartDuration),
        nameof(SimulatedEc2Options.StopDuration),
        nameof(SimulatedEc2Options.StatusCheckDuration),
        nameof(SimulatedEc2Options.Latency),
        nameof(SimulatedEc2Options.LatencySpread),
        nameof(SimulatedEc2Options.DescribeLag)));

    private static IEnumerable<string> Problems(SimulatedEc2Options options)
    {
        var message = Record.Exception(() => options.Validate(nameof(options)))?.Message ?? Prefix;
        Assert.StartsWith(Prefix, message, StringComparison.Ordinal);
        return [message[Prefix.Length..]];
    }
}
