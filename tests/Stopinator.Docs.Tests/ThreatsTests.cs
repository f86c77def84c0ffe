using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Holds the tests that docs/threats.md names against the tests that exist.</summary>
public sealed partial class ThreatsTests
{
    [Fact]
    public void Tests_OfThePage_Exist()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToArray();
        var named = Named().Matches(Repository.Read("docs/threats.md"));

        Assert.True(named.Count > 20);
        Assert.All(named, test => Assert.Contains(sources, source =>
            source.Contains($"class {test.Groups["class"].Value}", StringComparison.Ordinal)
            && source.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
