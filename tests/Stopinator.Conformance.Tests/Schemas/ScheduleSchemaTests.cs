using System.Text.RegularExpressions;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.Schemas;

/// <summary>The published schema of schedules and the reader take the same documents, as far as a schema can see.</summary>
public sealed partial class ScheduleSchemaTests(SchemaJudge judge)
{
    private const string Schema = "schedules.schema.json";

    public static TheoryData<string> Valid { get; } = new()
    {
        """{"schedules":{}}""",
        """{"$schema":"schedules.schema.json","timeZone":"UTC","schedules":{"a":"mon-fri 07:00-20:00","b":"off"}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":[]}}}""",
        """{"timeZone":"UTC","schedules":{"A.b_c-9":{"description":null,"timeZone":null,"windows":["24x7"," Mon-FRI\t7:00-12:00,13:00-24:00 ","nov-feb day 1-7,15W,L mon#2,friL 22:00-06:00"]}}}""",
        """{"calendars":{"x":["dec25 off"]},"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"calendars":["x"],"specialDays":["dec24-jan2 ON","2026-12-24/2026-12-31 8:00-12:00,14:00-16:00"]}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"override":{"state":"Running","until":"2026-11-21T22:00:30.5+01:00"}}}}""",
    };

    public static TheoryData<string> Invalid { get; } = new()
    {
        "[]",
        "{}",
        """{"schedule":{}}""",
        """{"schedules":[]}""",
        """{"schedules":{"a":""}}""",
        """{"schedules":{"a":7}}""",
        """{"schedules":{"9to5":"off"}}""",
        """{"schedules":{"a b":"off"}}""",
        """{"timeZone":"","schedules":{}}""",
        """{"calendars":{"x":"dec25 off"},"schedules":{}}""",
        """{"calendars":{"x":["dec25"]},"schedules":{}}""",
        """{"schedules":{"a":{"timeZone":"UTC"}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":"mon"}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":[""]}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon; tue"]}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"holidays":[]}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"specialDays":["25dec off"]}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"override":{"state":"running"}}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"override":{"state":"on","until":"2026-11-21T22:00Z"}}}}""",
        """{"schedules":{"a":{"timeZone":"UTC","windows":["mon"],"override":{"state":"running","until":"2026-11-21T22:00"}}}}""",
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Catalog_ThatIsRead_FitsTheSchema(string json)
    {
        Assert.True(ScheduleCatalog.TryParse(json, out _));
        Assert.True(await judge.FitsAsync(Schema, json));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Catalog_ThatIsRefused_DoesNotFitTheSchema(string json)
    {
        Assert.False(ScheduleCatalog.TryParse(json, out _));
        Assert.False(await judge.FitsAsync(Schema, json));
    }

    [Fact]
    public async Task CatalogOfTheDocumentation_FitsTheSchema() =>
        Assert.True(await judge.FitsAsync(Schema, CatalogBlock().Match(Repository.Read("docs/schedules.md")).Groups["json"].Value));

    [GeneratedRegex("<!-- schedule catalog -->\n```json\n(?<json>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CatalogBlock();
}
