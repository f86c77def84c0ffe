namespace Stopinator.Samples.Tests.Support;

/// <summary>
/// The tests that take minutes: accounts that moto plays, and the published program. Continuous integration
/// runs them; a plain <c>dotnet test</c> leaves them out, and says so.
/// </summary>
internal static class SlowTests
{
    private const string Variable = "STOPINATOR_SAMPLES_TESTS";

    public static bool AreOn => Environment.GetEnvironmentVariable(Variable) == "true";

    public static void Require() =>
        Assert.SkipUnless(AreOn, $"Takes minutes. To run it: {Variable}=true dotnet test tests/Stopinator.Samples.Tests");
}
