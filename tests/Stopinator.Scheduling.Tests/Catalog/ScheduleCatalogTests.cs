namespace Stopinator.Scheduling.Tests.Catalog;

public sealed class ScheduleCatalogTests
{
    private const string Json = """
        {
          // Comments are fine.
          "timeZone": "europe/paris",
          "calendars": { "fr": [ "jan1 off", "may1 off", "2026-04-06 off" ], "company": [ "dec24 08:00-12:00", "jan1 on" ] },
          "schedules": {
            "office-hours": "mon-fri 07:00-20:00",
            "always": "24x7",
            "night": {
              "description": "The batch.",
              "timeZone": "America/New_York",
              "windows": [ "mon-fri 22:00-06:00", "sat 10:00-14:00" ],
              "calendars": [ "fr", "company" ],
              "specialDays": [ "dec24 off", "2026-07-03 on" ],
              "override": { "state": "stopped", "until": "2026-11-21T23:00+01:00" },
            },
          },
        }
        """;

    /// <summary>Malformed texts, the position, and the expected part of the message.</summary>
    public static TheoryData<string, string, int, string[]> Mistakes { get; } = new()
    {
        { "{", "$", 1, ["not valid JSON at position 1"] },
        { "{\n \"ü\": x }", "$", 8, ["not valid JSON at position 8"] },
        { "[]", "$", 0, ["the catalog is an object"] },
        { "{}", "$", 0, ["has no 'schedules'"] },
        { """{"schedule":{}}""", "$.schedule", 0, ["'schedule' is not a property of the catalog", "Did you mean 'schedules'?"] },
        { """{"schedules":{},"schedules":{}}""", "$", 0, ["'schedules' twice"] },
        { """{"timeZone":"Paris","schedules":{}}""", "$.timeZone", 0, ["'Paris' is not the name of an IANA time zone"] },
        { """{"schedules":{"office-hours":"mon-fri 07:00-20:00"}}""", "$.schedules['office-hours']", 19, ["names no time zone"] },
        { """{"schedules":{"a":"mon-fri 7-20 UTC"}}""", "$.schedules.a", 8, ["$.schedules.a: The schedule", "position 8"] },
        { """{"schedules":{"off":"mon UTC"}}""", "$.schedules.off", 0, ["'off' is not a valid name", "read as a schedule"] },
        { """{"schedules":{"mon-fri":"mon UTC"}}""", "$.schedules['mon-fri']", 0, ["read as a schedule"] },
        { """{"schedules":{"UTC":"mon UTC"}}""", "$.schedules.UTC", 0, ["read as a schedule"] },
        { """{"schedules":{"9to5":"mon UTC"}}""", "$.schedules.9to5", 0, ["a name is a letter"] },
        { """{"schedules":{"office":"mon UTC","Office":"tue UTC"}}""", "$.schedules.Office", 0, ["upper and lower case are the same"] },
        { """{"schedules":{"a":7}}""", "$.schedules.a", 0, ["a schedule is an object, not '7'"] },
        { """{"schedules":{"a":{"timeZone":"UTC"}}}""", "$.schedules.a", 0, ["has no 'windows'"] },
        { """{"schedules":{"a":{"windows":[]}}}""", "$.schedules.a", 0, ["has no 'timeZone'"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":"mon"}}}""", "$.schedules.a.windows", 0, ["an array is expected"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":["mon","7-20"]}}}""", "$.schedules.a.windows[1]", 0, ["'7-20' is not understood"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":[],"specialDays":["dec32 off"]}}}""", "$.schedules.a.specialDays[0]", 0, ["'dec32'"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":[],"specialDays":["dec25 off","dec25 on"]}}}""", "$.schedules.a", 0, ["dec25 is given twice"] },
        { """{"calendars":{"fr":[]},"schedules":{"a":{"timeZone":"UTC","windows":[],"calendars":["fx"]}}}""", "$.schedules.a.calendars[0]", 0, ["no calendar 'fx'", "Did you mean 'fr'?"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":[],"override":{"state":"on","until":"2026-11-21T22:00Z"}}}}""", "$.schedules.a.override.state", 0, ["'on' is not a state"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":[],"override":{"state":"running","until":"22:00"}}}}""", "$.schedules.a.override.until", 0, ["not an instant with an offset"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":[],"override":{"state":"running"}}}}""", "$.schedules.a.override", 0, ["'state' and 'until'"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":[],"moments":["stop 22:00"]}}}""", "$.schedules.a", 0, ["has one of them"] },
        { """{"schedules":{"a":{"timeZone":"UTC","moments":[]}}}""", "$.schedules.a", 0, ["has at least one"] },
        { """{"schedules":{"a":{"timeZone":"UTC","moments":["stop 25:00"]}}}""", "$.schedules.a.moments[0]", 5, ["'25:00' does not exist"] },
        { """{"schedules":{"a":{"timeZone":"UTC","moments":["stop 22:00"],"retain":true}}}""", "$.schedules.a", 0, ["'retain' needs windows"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"retain":"yes"}}}""", "$.schedules.a.retain", 0, ["true or false is expected"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"maxRuntime":"8h"}}}""", "$.schedules.a.maxRuntime", 0, ["cannot stand beside windows"] },
        { """{"schedules":{"a":{"timeZone":"UTC","maxRuntime":"1s"}}}""", "$.schedules.a.maxRuntime", 0, ["'1s' is not a time"] },
        { """{"schedules":{"a":{"timeZone":"UTC","maxRuntime":"1m"}}}""", "$.schedules.a", 0, ["whole minutes from 5m"] },
        { """{"schedules":{"a":{"timeZone":"UTC","maxRuntime":"8h","specialDays":["dec25 off"]}}}""", "$.schedules.a", 0, ["no 'moments' for them"] },
        { """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"stop":"gently"}}}""", "$.schedules.a.stop", 0, ["'gently' is not a way to stop"] },
        { """{"schedules":{"a":"\ud800"}}""", "$.schedules.a", 0, ["not valid text"] },
    };

    [Theory]
    [InlineData("""{"moments":["mon-fri stop 22:00"],"specialDays":["dec24 stop 12:00"],"maxRuntime":"8h","stop":"hibernate"}""", "mon-fri stop 22:00; dec24 stop 12:00; hibernate; max-runtime 8h UTC")]
    [InlineData("""{"maxRuntime":"90m"}""", "max-runtime 1h30m")]
    [InlineData("""{"windows":["mon"],"retain":true,"stop":"hibernate else stop","override":{"state":"stopped","until":"forever"}}""", "mon; hibernate else stop; retain; stopped until forever UTC")]
    public void Parse_MomentsAndTerms_AreThoseOfTheText(string schedule, string expected)
    {
        var catalog = ScheduleCatalog.Parse("""{"timeZone":"UTC","schedules":{"a":""" + schedule + "}}");

        Assert.Equal(expected, catalog.Resolve("a").ToString());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsToldWithPathPositionAndWayOut(string json, string path, int position, string[] parts)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => ScheduleCatalog.Parse(json));

        Assert.Equal((path, position), (error.Path, error.Position));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.False(ScheduleCatalog.TryParse(json, out _));
    }

    [Fact]
    public void Resolve_Name_GivesItsSchedule()
    {
        var catalog = ScheduleCatalog.Parse(Json);

        Assert.Equal(["always", "night", "office-hours"], catalog.Schedules.Keys.Order());
        Assert.Equal("mon-fri 07:00-20:00 Europe/Paris", catalog.Resolve(" Office-Hours ").ToString());
        Assert.Equal("24x7 Europe/Paris", catalog.Resolve("always").ToString());

        // Of two calendars the later goes before the earlier; its own special days before both.
        Assert.Equal(
            "mon-fri 22:00-06:00; sat 10:00-14:00; may1 off; 2026-04-06 off; jan1 on; dec24 off; 2026-07-03 on; stopped until 2026-11-21T22:00Z America/New_York",
            catalog.Resolve("night").ToString());
    }

    [Fact]
    public void Resolve_TextOfASchedule_IsRead()
    {
        Assert.Equal("mon 07:00-08:00 Europe/Paris", ScheduleCatalog.Parse(Json).Resolve("mon 07:00-08:00").ToString());
        Assert.Equal("off", ScheduleCatalog.Empty.Resolve("off").ToString());
    }

    [Theory]
    [InlineData("office-hour", "Did you mean 'office-hours'?")]
    [InlineData("Weekly", "Known are always, night, office-hours.")]
    [InlineData("always-on", "There is no schedule named 'always-on'.")]
    public void Resolve_UnknownName_IsToldAsOne(string name, string part)
    {
        var error = Assert.Throws<UnknownScheduleException>(() => ScheduleCatalog.Parse(Json).Resolve($" {name} "));

        Assert.Equal(name, error.Name);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mon-fry")]
    [InlineData("mon-fri 07:00-20:0")]
    [InlineData("off; mon")]
    [InlineData("2026-12-25")]
    [InlineData("Europe/Paris")]
    public void Resolve_MalformedSchedule_IsToldAsOne(string value) =>
        Assert.Throws<ScheduleFormatException>(() => ScheduleCatalog.Parse(Json).Resolve(value));
}
