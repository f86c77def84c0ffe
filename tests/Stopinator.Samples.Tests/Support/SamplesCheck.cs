using Stopinator.Packages.Tests.Support;

namespace Stopinator.Samples.Tests.Support;

/// <summary>The output of <c>samples/check</c>, which runs once.</summary>
internal static class SamplesCheck
{
    /// <summary>Set to <c>true</c> where the other tools are known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_SAMPLES_TOOLS";

    private static readonly Lazy<Task<CommandResult>> Result = new(() =>
        Command.RunAsync(Path.Combine(Sample.Folder, "check"), Sample.Folder, DotNet.UsersEnvironment()));

    public static bool RequiresTools => Environment.GetEnvironmentVariable(RequireVariable) == "true";

    public static async Task<string[]> LinesAsync() => (await Result.Value).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
