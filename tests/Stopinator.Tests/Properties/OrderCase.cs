using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Stopinator.Tests.Properties;

/// <summary>A random run in waves.</summary>
/// <param name="Run">The fleet, the request, and what goes wrong.</param>
/// <param name="Waves">The tag of each instance that holds its wave; null without.</param>
/// <param name="Groups">The tag of each instance that names its group; null without.</param>
public sealed record OrderCase(RunCase Run, ImmutableArray<string?> Waves, ImmutableArray<string?> Groups)
{
    private const string WaveTag = "stopinator:wave";
    private const string GroupTag = "stopinator:group";

    public static Arbitrary<OrderCase> All { get; } = Arb.From(
        Generate(), ordered => Generators.Runs.Shrinker(ordered.Run).Select(run => ordered with { Run = run }));

    /// <summary>The wave of an instance; null for a tag that is no integer.</summary>
    public int? WaveOf(int index) =>
        Waves[index] switch { null => 0, "x" => null, var text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) };

    public void Tag(int index, Testing.InstanceBuilder instance)
    {
        if (Waves[index] is { } wave)
        {
            instance.Tagged(WaveTag, wave);
        }

        if (Groups[index] is { } group)
        {
            instance.Tagged(GroupTag, group);
        }
    }

    public override string ToString() =>
        $"{Run}{Environment.NewLine}{Run.Request.Order} {Run.Request.Await}{Environment.NewLine}"
        + string.Join(Environment.NewLine, Waves.Select((wave, index) => $"  {InstanceCase.IdOf(index)} wave {wave ?? "-"} of {Groups[index] ?? "-"}"));

    private static Gen<OrderCase> Generate() =>
        from run in Generators.Runs.Generator
        where run.Request.Action != PowerAction.Reboot
        from waves in Gen.Frequency(
            (2, Gen.Constant<string?>(null)), (9, Gen.Elements<string?>("0", "1", "2", "-1")), (1, Gen.Constant<string?>("x"))).ArrayOf(run.Fleet.Length)
        from groups in Gen.Elements(null, "a", "b").ArrayOf(run.Fleet.Length)
        from grouped in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from failure in Gen.Elements<WaveFailure?>(null, WaveFailure.Halt, WaveFailure.Continue)
        from minutes in Gen.Elements<int?>(null, 1, 3)
        from capacity in Gen.Elements(0, 4)
        from awaited in Gen.Elements(
            null,
            PowerAwait.Nothing,
            PowerAwait.State,
            PowerAwait.StatusChecks,
            PowerAwait.StatusChecks with { Time = TimeSpan.FromMinutes(2) })
        select new OrderCase(
            run with
            {
                CapacityTime = TimeSpan.FromMinutes(capacity),
                Request = run.Request with
                {
                    Await = awaited,
                    Order = PowerOrder.ByTag(WaveTag, grouped ? GroupTag : null) with
                    {
                        OnWaveFailure = failure,
                        WaveTime = minutes is { } given ? TimeSpan.FromMinutes(given) : null,
                    },
                },
            },
            [.. waves],
            [.. groups.Select(name => grouped ? name : null)]);
}
