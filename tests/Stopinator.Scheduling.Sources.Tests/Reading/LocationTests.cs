using Stopinator.Scheduling.Sources.Reading;
using Stopinator.Scheduling.Sources.Tests.Support;

namespace Stopinator.Scheduling.Sources.Tests.Reading;

public sealed class LocationTests : IDisposable
{
    private readonly SourceWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("https://example.com/schedules.json")]
    [InlineData("ssm:")]
    [InlineData("ssm:/")]
    [InlineData("ssm://a")]
    [InlineData("ssm:/a b")]
    [InlineData("ssm:/a\n")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    [InlineData("s3://Bucket/key")]
    [InlineData("s3:bucket/key")]
    [InlineData("S3://bucket/key")]
    [InlineData("file:schedules.json")]
    [InlineData("a\u0000b")]
    public void Catalog_OfNoLocation_IsAnErrorThatNamesTheForms(string location)
    {
        using var sources = _world.Sources();

        var exception = Assert.Throws<ArgumentException>(() => sources.Catalog($"{location}{(location.EndsWith('\n') ? "x" : "")}"));

        Assert.Contains("A location is ssm:/name", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssm:/a/b/schedules", "france.ics", "ssm:/a/b/france.ics")]
    [InlineData("ssm:/a/b/", "france.ics", "ssm:/a/b/france.ics")]
    [InlineData("ssm:schedules", "france.ics", "ssm:france.ics")]
    [InlineData("s3://bucket/a/schedules.json", "holidays/france.ics", "s3://bucket/a/holidays/france.ics")]
    [InlineData("s3://bucket/schedules.json", "france.ics", "s3://bucket/france.ics")]
    [InlineData("s3://bucket/a/schedules.json", "s3://other/france.ics", "s3://other/france.ics")]
    public void Beside_ANameInACatalog_IsInTheSamePlace(string catalog, string file, string expected) =>
        Assert.Equal(expected, ScheduleLocation.Parse(catalog).Beside(file).ToString());

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../france.ics")]
    [InlineData("a/../../france.ics")]
    [InlineData("C:\\france.ics")]
    [InlineData("https://example.com/france.ics")]
    [InlineData("")]
    public void Beside_ANameThatLeadsElsewhere_IsAnError(string file)
    {
        Assert.Throws<ArgumentException>(() => ScheduleLocation.Parse("s3://bucket/schedules.json").Beside(file));
        Assert.Throws<ArgumentException>(() => ScheduleLocation.Parse("schedules.json").Beside(file));
    }

    [Fact]
    public async Task GetAsync_AFile_IsReadBesideTheProgramOrByItsPath()
    {
        var folder = Directory.CreateTempSubdirectory("sources").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "schedules.json"),
            """{ "calendars": { "feast": "feast.ics" }, "schedules": { "a": { "timeZone": "UTC", "windows": [ "mon-fri" ], "calendars": [ "feast" ] } } }""",
            Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "feast.ics"), Calendars.Ics.Event("DTSTART;VALUE=DATE:20261225"), Cancellation);
        using var sources = _world.Sources();

        var reading = await sources.Catalog(Path.Combine(folder, "schedules.json")).GetAsync(Cancellation);
        var missing = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await sources.Catalog("nowhere.json").GetAsync(Cancellation));

        Assert.Equal("mon-fri; 2026-12-25 off UTC", reading.Catalog.Resolve("a").ToString());
        Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "nowhere.json"), missing.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task GetAsync_AnObject_IsReadWithTheCalendarsBesideIt()
    {
        _world.Texts["bucket/power/schedules.json"] =
            """{ "calendars": { "feast": "feast.ics" }, "schedules": { "a": { "timeZone": "UTC", "windows": [ "mon-fri" ], "calendars": [ "feast" ] } } }""";
        _world.Texts["bucket/power/feast.ics"] = Calendars.Ics.Event("DTSTART;VALUE=DATE:20261225");
        using var sources = _world.Sources(new() { ReadEvery = TimeSpan.Zero });
        var source = sources.Catalog("s3://bucket/power/schedules.json");

        Assert.Equal("mon-fri; 2026-12-25 off UTC", (await source.GetAsync(Cancellation)).Catalog.Resolve("a").ToString());

        // A calendar that changes changes its schedules; one that breaks is told with its line.
        _world.Texts["bucket/power/feast.ics"] = Calendars.Ics.Event("DTSTART;VALUE=DATE:20261226");
        Assert.Equal("mon-fri; 2026-12-26 off UTC", (await source.GetAsync(Cancellation)).Catalog.Resolve("a").ToString());
        _world.Texts["bucket/power/feast.ics"] = Calendars.Ics.Event("DTSTART:tomorrow");
        Assert.Contains(
            "s3://bucket/power/feast.ics: The calendar is malformed at line 6",
            (await source.GetAsync(Cancellation)).Problem,
            StringComparison.Ordinal);
        _world.Texts.TryRemove("bucket/power/feast.ics", out _);
        Assert.Contains(
            "its calendar s3://bucket/power/feast.ics: AccessDenied",
            (await source.GetAsync(Cancellation)).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_ACalendar_IsListedFromTheMonthBeforeForTwoYears()
    {
        _world.Texts["bucket/a.json"] =
            """{ "calendars": { "f": "f.ics" }, "schedules": { "a": { "timeZone": "UTC", "windows": [ "mon-fri" ], "calendars": [ "f" ] } } }""";
        _world.Texts["bucket/f.ics"] = Calendars.Ics.Event("DTSTART;VALUE=DATE:20000101|RRULE:FREQ=MONTHLY;BYMONTHDAY=1");
        using var sources = _world.Sources();
        var source = sources.Catalog("s3://bucket/a.json");

        var november = (await source.GetAsync(Cancellation)).Catalog.Resolve("a").SpecialDays;
        _world.Time.Advance(TimeSpan.FromDays(11));
        var december = (await source.GetAsync(Cancellation)).Catalog.Resolve("a").SpecialDays;

        Assert.Equal(("2026-10-01 off", "2028-11-01 off"), (november[0].ToString(), november[^1].ToString()));
        Assert.Equal(("2026-11-01 off", "2028-12-01 off"), (december[0].ToString(), december[^1].ToString()));
    }

    [Fact]
    public async Task GetAsync_PartsUnderAPath_AreOneCatalog()
    {
        for (var i = 0; i < 23; i++)
        {
            _world.Texts[$"/power/team-{i}"] = $$"""{ "schedules": { "s{{i}}": "mon-fri 08:00-18:00" } }""";
        }

        _world.Texts["/power/zone"] =
            """{ "timeZone": "Asia/Tokyo", "calendars": { "f": "f.ics" }, "schedules": { "own": { "windows": [ "sat" ], "calendars": [ "f" ] } } }""";
        _world.Texts["/power/f.ics"] = Calendars.Ics.Event("DTSTART;VALUE=DATE:20261226");
        using var sources = _world.Sources(new() { ReadEvery = TimeSpan.Zero });
        var source = sources.Catalog("ssm:/power/");

        var catalog = (await source.GetAsync(Cancellation)).Catalog;

        Assert.Equal(24, catalog.Schedules.Count);
        Assert.Equal("mon-fri 08:00-18:00 Asia/Tokyo", catalog.Resolve("s22").ToString());
        Assert.Equal("sat; 2026-12-26 off Asia/Tokyo", catalog.Resolve("own").ToString());
        Assert.Equal(3, _world.Reads);

        _world.Texts["/power/more"] = """{ "schedules": { "S22": "off" } }""";
        Assert.Contains(
            "'s22' of the schedules is in ssm:/power/more and in ssm:/power/team-22",
            (await source.GetAsync(Cancellation)).Problem,
            StringComparison.OrdinalIgnoreCase);
        _world.Texts["/power/more"] = "[]";
        Assert.Contains("ssm:/power/more is not a JSON object", (await source.GetAsync(Cancellation)).Problem, StringComparison.Ordinal);
        _world.Texts["/power/more"] = "{,";
        Assert.Contains("ssm:/power/more is not valid JSON", (await source.GetAsync(Cancellation)).Problem, StringComparison.Ordinal);
        _world.Texts.Clear();
        Assert.Contains("there is no parameter under it", (await source.GetAsync(Cancellation)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket/key")]
    [InlineData("ssm:/power/")]
    public async Task GetAsync_MoreBytesThanTheLimit_IsRefused(string location)
    {
        var text = SourceWorld.Office + new string(' ', 2000);
        (_world.Texts["bucket/key"], _world.Texts["/power/a"]) = (text, text);
        using var sources = _world.Sources(new() { MaxBytes = 1024 });

        var exception = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await sources.Catalog(location).GetAsync(Cancellation));

        Assert.Contains("more than the 1024 bytes of MaxBytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_BytesThatAreNoText_AreRefused()
    {
        _world.Texts["bucket/key"] = "\u00FF\u00FE";
        using var sources = _world.Sources();

        var exception = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await sources.Catalog("s3://bucket/key").GetAsync(Cancellation));

        Assert.Contains("not text in UTF-8, at byte 0", exception.Message, StringComparison.Ordinal);
    }
}
