namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>
/// The tests that take minutes: every choice of every option generated, built, tested and published. Continuous integration runs them;
/// a plain <c>dotnet test</c> leaves them out, and says so.
/// </summary>
internal static class SlowTests
{
    /// <summary><c>true</c> runs them on pairs of choices, <c>full</c> the infrastructure on every combination.</summary>
    private const string Variable = "STOPINATOR_TEMPLATE_TESTS";

    public static bool Full => Value == "full";

    private static string? Value => Environment.GetEnvironmentVariable(Variable);

    public static void Require() =>
        Assert.SkipUnless(Value is "true" or "full", $"Takes minutes. To run it: {Variable}=true dotnet test tests/Stopinator.Lambda.Template.Tests");
}
