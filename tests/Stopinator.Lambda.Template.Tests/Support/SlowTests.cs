namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>
/// The tests that take minutes: every pair of choices generated and linted, every choice built, tested and published. Continuous
/// integration runs them; a plain <c>dotnet test</c> leaves them out, and says so.
/// </summary>
internal static class SlowTests
{
    private const string Variable = "STOPINATOR_TEMPLATE_TESTS";
    private const string Command = "dotnet test tests/Stopinator.Lambda.Template.Tests";

    /// <summary>The reason why a slow test is skipped.</summary>
    public const string Reason = $"Takes minutes. To run it: {Variable}=true {Command}";

    private static string? Value => Environment.GetEnvironmentVariable(Variable);

    /// <summary>True when the variable is <c>true</c> or <c>full</c>.</summary>
    public static bool AreOn => Value is "true" or "full";

    /// <summary>True when the variable is <c>full</c>.</summary>
    public static bool AreFull => Value == "full";

    /// <summary>Skips the test unless the variable is <c>full</c>, which continuous integration does not say.</summary>
    public static void RequireFull() => Assert.SkipUnless(AreFull, $"Takes half an hour. To run it: {Variable}=full {Command}");
}
