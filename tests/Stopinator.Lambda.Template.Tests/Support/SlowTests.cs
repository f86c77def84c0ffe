namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>
/// The tests that take minutes: every choice of every option generated, built, tested and published. Continuous integration runs them;
/// a plain <c>dotnet test</c> leaves them out, and says so.
/// </summary>
internal static class SlowTests
{
    private const string Variable = "STOPINATOR_TEMPLATE_TESTS";

    private const string Command = "dotnet test tests/Stopinator.Lambda.Template.Tests";

    private static string? Value => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Skips the test unless the variable is <c>true</c> or <c>full</c>.</summary>
    public static void Require() => Assert.SkipUnless(Value is "true" or "full", $"Takes minutes. To run it: {Variable}=true {Command}");

    /// <summary>Skips the test unless the variable is <c>full</c>, which continuous integration does not say.</summary>
    public static void RequireFull() => Assert.SkipUnless(Value == "full", $"Takes half an hour. To run it: {Variable}=full {Command}");

}
