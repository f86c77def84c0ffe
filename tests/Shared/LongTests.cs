namespace Stopinator.Tests.Shared;

/// <summary>
/// The tests that take minutes: programs that are published, accounts that are simulated, large numbers of cases. Continuous integration
/// runs them. A plain <c>dotnet test</c> skips them and prints the reason.
/// </summary>
internal static class LongTests
{
    /// <summary>The reason why a test is skipped.</summary>
    public const string Reason = $"Takes minutes. To run it: {Variable}=true dotnet test";

    private const string Variable = "STOPINATOR_LONG_TESTS";

    /// <summary>True when the variable is <c>true</c> or <c>full</c>.</summary>
    public static bool AreOn => Value == "true" || AreFull;

    /// <summary>True when the variable is <c>full</c>.</summary>
    public static bool AreFull => Value == "full";

    private static string? Value => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Skips the test unless long tests are asked for.</summary>
    public static void Require() => Assert.SkipUnless(AreOn, Reason);

    /// <summary>Skips the test unless the variable is <c>full</c>, which continuous integration does not say.</summary>
    public static void RequireFull() => Assert.SkipUnless(AreFull, $"Takes half an hour. To run it: {Variable}=full dotnet test");
}
