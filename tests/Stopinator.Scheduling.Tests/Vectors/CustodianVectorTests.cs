using System.Globalization;
using System.Text.Json;

namespace Stopinator.Scheduling.Tests.Vectors;

[Trait("Category", "Vectors")]
public sealed class CustodianVectorTests
{
    private const string Tool = "cloud-custodian/cloud-custodian";

    public static IEnumerable<TheoryDataRow<string, int, string>> Cases() => VectorFiles.Rows(Tool, "cases");

    public static IEnumerable<TheoryDataRow<string, int, string>> Invalid() => VectorFiles.Rows(Tool, "invalid");

    public static IEnumerable<TheoryDataRow<string, int, string>> Weeks() => VectorFiles.Rows(Tool, "weeks");

    /// <summary>A quirk of theirs may be refused, or read with a warning; what is read without one has to agree.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Matches_OfAVector_IsTheirs(string file, int index, string name)
    {
        var vector = VectorFiles.Entry(file, "cases", index);
        var isQuirk = vector.GetProperty("quirk").GetBoolean();
        CustodianOffHours hours;
        try
        {
            hours = Read(vector);
        }
        catch (ScheduleFormatException) when (isQuirk)
        {
            return;
        }

        var matches = Matches(hours, vector, VectorFiles.InstantOf(vector.GetProperty("now")));

        Assert.True(
            matches == vector.GetProperty("match").GetBoolean() || (isQuirk && !hours.Warnings.IsEmpty),
            $"'{name}' {(matches ? "matches" : "does not match")}; {hours.Schedule}");
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Read_OfAnInvalidValue_IsRefused(string file, int index, string name)
    {
        var vector = VectorFiles.Entry(file, "invalid", index);

        foreach (var optOut in new[] { false, true })
        {
            var error = Assert.Throws<ScheduleFormatException>(
                () => new CustodianOffHoursPolicy { OptOut = optOut }.Read(vector.GetProperty("tag_value").GetString()));
            Assert.Contains("The off-hours value", error.Message, StringComparison.Ordinal);
            Assert.InRange(error.Position, 0, name.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Weeks))]
    public void Matches_OfAWeek_AreTheirs(string file, int index, string name)
    {
        var vector = VectorFiles.Entry(file, "weeks", index);
        var start = VectorFiles.InstantOf(vector.GetProperty("start"));
        var step = TimeSpan.FromMinutes(vector.GetProperty("step_minutes").GetInt32());
        var expected = vector.GetProperty("match_at").EnumerateArray().Select(VectorFiles.InstantOf).ToList();

        // 'weeks' says nothing of quirks: a value that is refused never matches.
        List<DateTimeOffset> actual;
        try
        {
            var hours = Read(vector);
            actual = [.. Enumerable.Range(0, vector.GetProperty("steps").GetInt32()).Select(i => start + (i * step)).Where(now => Matches(hours, vector, now))];
        }
        catch (ScheduleFormatException)
        {
            actual = [];
        }

        Assert.True(expected.SequenceEqual(actual), name);
    }

    private static CustodianOffHours Read(JsonElement vector)
    {
        var policy = vector.GetProperty("policy");
        return new CustodianOffHoursPolicy
        {
            DefaultTimeZone = policy.GetProperty("default_tz").GetString()!,
            TagKey = policy.GetProperty("tag").GetString()!,
            OptOut = policy.GetProperty("opt-out").GetBoolean(),
            Weekends = policy.GetProperty("weekends").GetBoolean(),
            WeekendsOnly = policy.GetProperty("weekends-only").GetBoolean(),
            SkipDays = [.. policy.GetProperty("skip-days").EnumerateArray().Select(day => DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture))],
            OnHour = policy.GetProperty("onhour").GetInt32(),
            OffHour = policy.GetProperty("offhour").GetInt32(),
            FallbackSchedule = policy.TryGetProperty("fallback-schedule", out var fallback) ? fallback.GetString() : null,
        }.Read(vector.GetProperty("tag_value").GetString());
    }

    private static bool Matches(CustodianOffHours hours, JsonElement vector, DateTimeOffset now) =>
        vector.GetProperty("kind").GetString() == "onhour" ? hours.MatchesOnHour(now) : hours.MatchesOffHour(now);
}
