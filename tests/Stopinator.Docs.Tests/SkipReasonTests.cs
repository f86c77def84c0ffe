using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>README says that skipped tests say why: on the screen, after the tests of a project.</summary>
[Trait("Finding", "U6")]
public sealed class SkipReasonTests
{
    [Fact]
    public async Task Reasons_OfSkippedTests_AreWrittenOnceWithTheNumberOfTests()
    {
        var folder = Directory.CreateTempSubdirectory("stopinator-results-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Stopinator.Docs.Tests.trx"), $"""
                <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
                  <Results>
                    {Result("NotExecuted", "chromium is not there; see A and B.")}
                    {Result("NotExecuted", "Takes minutes. To run it: X=true dotnet test")}
                    {Result("NotExecuted", "chromium is not there; see A and B.")}
                    {Result("Failed", "This one failed.")}
                    <UnitTestResult outcome="Passed" />
                  </Results>
                </TestRun>
                """);

            var output = await DotNet.RunAsync(
                Path.Combine(Repository.Root, "tests", "Stopinator.Docs.Tests"),
                new Dictionary<string, string>(),
                "msbuild", "-target:WriteSkipReasons", "-verbosity:minimal", $"-property:VSTestResultsDirectory={folder}");

            Assert.Equal(
                [
                    "Stopinator.Docs.Tests skipped 1: Takes minutes. To run it: X=true dotnet test",
                    "Stopinator.Docs.Tests skipped 2: chromium is not there; see A and B.",
                ],
                output.Split('\n', StringSplitOptions.TrimEntries)
                    .Where(line => line.Contains(" skipped ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Result(string outcome, string message) =>
        $"<UnitTestResult outcome=\"{outcome}\"><Output><ErrorInfo><Message>{message}</Message></ErrorInfo></Output></UnitTestResult>";
}
