using System.Globalization;
using FsCheck;
using Stopinator.Tests.Shared;

namespace Stopinator.Tests.Properties;

/// <summary>A check of a property by many cases, of which a plain <c>dotnet test</c> makes only some.</summary>
/// <param name="Seed">The first seed, unless <c>STOPINATOR_SEED</c> says another.</param>
/// <param name="Cases">The number of cases, unless <c>STOPINATOR_SEEDS</c> says another.</param>
internal sealed record PropertyCheck(ulong Seed, int Cases)
{
    /// <summary>Creates a check from what the environment says.</summary>
    public static PropertyCheck Of(ulong seed, int plain, int whenLong) => new(
        Setting("STOPINATOR_SEED", seed), (int)Setting("STOPINATOR_SEEDS", (ulong)(LongTests.AreOn ? whenLong : plain)));

    /// <summary>Checks the property on a thread of its own.</summary>
    /// <remarks>
    /// xUnit calls a test on a thread of the pool. A test that blocks that thread keeps the pool from being idle, and then every simulated
    /// clock in the process waits a millisecond and more before each jump.
    /// </remarks>
    public Task RunAsync(Property property) => Task.Factory.StartNew(
        () => property.Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(Seed, 1)),
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static ulong Setting(string name, ulong otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
