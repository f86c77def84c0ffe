using System.Text.RegularExpressions;
using NodaTime;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The template takes every IANA time zone and no misspelt one; what is changed later, the generated tests look at.</summary>
[Trait("Finding", "W2")]
public sealed partial class TimeZoneTests(Scratch scratch)
{
    private const string Template = ".template.config/template.json";
    private const string AcceptVariable = "STOPINATOR_ACCEPT_ZONES";

    [Fact]
    public void Pattern_OfTheTemplate_IsTheZonesOfNodaTime()
    {
        var text = Repository.Read(Template);
        var pattern = Pattern().Replace(@"\", @"\\", StringComparison.Ordinal);
        var expected = ZonePattern().Replace(text, match => match.Groups["before"].Value + pattern);

        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Template), expected);
            return;
        }

        Assert.True(
            expected == text,
            $"{Template} has other time zones than NodaTime. To write them: {AcceptVariable}=1 "
            + "dotnet test tests/Stopinator.Lambda.Template.Tests --filter TimeZoneTests");
    }

    [Fact]
    public void Pattern_OfTheTemplate_TakesEveryZoneAndNoSlip()
    {
        var pattern = Pattern();

        Assert.All(DateTimeZoneProviders.Tzdb.Ids, id => Assert.Matches(pattern, id));
        Assert.All(
            ["Europe/Pari", "Europe/Pariss", "europe/paris", "Paris", "Europe", "CEST", "UTC+1", "Europe/Paris\n", ""],
            id => Assert.DoesNotMatch(pattern, id));
    }

    // The generated tests find the zones by a pattern, in whatever notation they stand.
    [Theory]
    [LongInlineData("sam", "fixed")]
    [LongInlineData("cloudformation", "fixed")]
    [LongInlineData("terraform", "fixed")]
    [LongInlineData("serverless", "fixed")]
    [LongInlineData("cli", "fixed")]
    [LongInlineData("cdk", "fixed")]
    [LongInlineData("cloudformation", "tags")]
    [LongInlineData("terraform", "tags")]
    [LongInlineData("serverless", "tags")]
    [InlineData("cli", "tags")]
    [InlineData("cdk", "tags")]
    public async Task GeneratedTests_InEveryNotation_FindTheZone(string infra, string mode)
    {
        var project = await scratch.ProjectAsync(
            new Combination("NightStop", "--instance-tag", "Env=dev", "--infra", infra, "--mode", mode, "--time-zone", "CET"));
        var pattern = PatternInTests().Match(project.Read("tests/NightStop.Tests/FunctionTests.cs")).Groups["pattern"].Value;

        var zones = Directory.GetFiles(Path.Combine(project.Folder, "infra"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), pattern, RegexOptions.IgnoreCase))
            .Select(match => match.Groups["zone"].Value)
            .Distinct();

        Assert.Equal(["CET"], zones);
    }

    // Names without a region first, then each region with its names.
    private static string Pattern()
    {
        var groups = DateTimeZoneProviders.Tzdb.Ids
            .Select(id => id.Split('/', 2))
            .GroupBy(parts => parts.Length == 1 ? "" : parts[0], parts => Regex.Escape(parts[^1]), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Names: string.Join('|', group.Order(StringComparer.Ordinal))))
            .Select(group => group.Key.Length == 0 ? group.Names : $"{group.Key}/({group.Names})");
        return $@"^({string.Join('|', groups)})\z";
    }

    [GeneratedRegex("(?<before>\"source\": \"timeZone\", \"pattern\": \")[^\"]*", RegexOptions.ExplicitCapture)]
    private static partial Regex ZonePattern();

    [GeneratedRegex("Matches\\(text, @\"(?<pattern>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex PatternInTests();
}
