using System.Globalization;
using System.Text.Json;
using NodaTime;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>
/// Misspelled values write nothing where a condition of the template can see them: a condition knows no patterns, so it has each value, or
/// the beginnings of the values. <see cref="InvalidOptionsTests"/> has the values that only the page can refuse.
/// </summary>
public sealed class MisspelledOptionsTests(Scratch scratch)
{
    private static readonly string[] WeekDays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static IEnumerable<string> Times =>
    [
        "none",
        .. Enumerable.Range(0, 24 * 60).Select(minute => Time(minute, "00")),
        .. Enumerable.Range(0, 10 * 60).Select(minute => Time(minute, "0")),
    ];

    private static string[] FirstDays =>
    [
        "MON-SUN",
        .. WeekDays.SelectMany((from, index) => WeekDays[(index + 1)..].Select(to => $"{from}-{to}")),
        .. WeekDays,
    ];

    [Theory]
    [InlineData("--stop", "--stop 7pm")]
    [LongInlineData("--stop", "--stop 20:005")]
    [LongInlineData("--start", "--start 24:00")]
    [LongInlineData("--stop and --start", "--stop 07:00|--start 07:00")]
    [LongInlineData("--days", "--days MO-FR")]
    [LongInlineData("--days", "--days FRI-MON")]
    [LongInlineData("--days", "--days *")]
    [InlineData("--time-zone", "--time-zone Europe/Berln")]
    [LongInlineData("--time-zone", "--time-zone CET+1")]
    [LongInlineData("--only-stopped-within", "--only-stopped-within -1")]
    [LongInlineData("--only-stopped-within", "--only-stopped-within 8785")]
    [LongInlineData("--kms-key-arn", "--kms-key-arn alias/volumes")]
    [LongInlineData("--report-destination", "--report-destination reports")]
    [LongInlineData("--schedules-from", "--mode tags|--schedules-from https://example.com/schedules.json")]
    public async Task Generate_AMisspelledValue_NamesTheOptionAndTheWayOutAndWritesNothing(string option, string options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"))).FullName;

        var result = await scratch.Clone.TryAsync(
        [
            "stopinator-lambda", "--output", folder, "--instance-tag", "Env=dev",
            .. options.Split('|').SelectMany(one => one.Split(' ')),
        ]);

        Assert.Equal(102, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Assert.DoesNotContain("created successfully", result.Output, StringComparison.Ordinal);
        Assert.Matches($"'{option} (is|are|begins with) [^']+', '(use|change) [^']+'", result.Output);
    }

    [Theory]
    [InlineData("--stop 0:05|--start none|--days sun,tue-THU,SAT|--time-zone Etc/GMT+1|--only-stopped-within 8784")]
    [LongInlineData("--mode tags|--stop 07:00|--schedules-from s3://power.example/a.json")]
    public async Task Generate_ValuesThatWork_AreTaken(string options)
    {
        var folder = Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"));

        var result = await scratch.Clone.TryAsync(
        [
            "stopinator-lambda", "--name", "NightStop", "--output", folder, "--instance-tag", "Env=dev",
            .. options.Split('|').SelectMany(one => one.Split(' ')),
        ]);

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public void Condition_OfEachOption_HasItsValues()
    {
        Assert.Equal(NoneOf("stop", Times), ConditionOf("--stop is"));
        Assert.Equal(NoneOf("start", Times), ConditionOf("--start is"));
        Assert.Equal(NoneOf("timeZone", DateTimeZoneProviders.Tzdb.Ids.Order(StringComparer.Ordinal)), ConditionOf("--time-zone is"));
        Assert.Equal(
            $"({string.Join(" && ", [
                .. FirstDays.Select(day => $"days != \"{day}\""),
                .. FirstDays[1..].Select(day => $"(days < \"{day},\" || days > \"{day},~\")"),
            ])})",
            ConditionOf("--days begins"));
    }

    private static string Time(int minute, string hours) =>
        $"{(minute / 60).ToString(hours, CultureInfo.InvariantCulture)}:{(minute % 60).ToString("00", CultureInfo.InvariantCulture)}";

    private static string NoneOf(string symbol, IEnumerable<string> values) =>
        $"({string.Join(" && ", values.Select(value => $"{symbol} != \"{value}\""))})";

    private static string ConditionOf(string name)
    {
        using var template = JsonDocument.Parse(
            Repository.Read(".template.config/template.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return template.RootElement.GetProperty("symbols").EnumerateObject()
            .Single(symbol => symbol.Name.StartsWith(name, StringComparison.Ordinal))
            .Value.GetProperty("isRequired").GetString()!;
    }
}
