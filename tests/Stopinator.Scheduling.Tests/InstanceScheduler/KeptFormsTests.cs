using System.Globalization;

namespace Stopinator.Scheduling.Tests.InstanceScheduler;

/// <summary>The forms in which that tool's schedules are really kept.</summary>
[Trait("Finding", "F5")]
public sealed class KeptFormsTests
{
    private const string OfficeHours = "Instance Scheduler uk: office (mon-fri 09:00-17:00) (Europe/London)";

    /// <summary>The same schedule in every form, and its text.</summary>
    public static TheoryData<string, string> Forms { get; } = new()
    {
        // The items of the table, as a scan prints them.
        {
            """
            { "Items": [
              { "type": {"S":"period"}, "name": {"S":"office"}, "begintime": {"S":"09:00"}, "endtime": {"S":"17:00"}, "weekdays": {"SS":["mon-fri"]} },
              { "type": {"S":"schedule"}, "name": {"S":"uk"}, "timezone": {"S":"Europe/London"}, "periods": {"SS":["office"]}, "enforced": {"BOOL":false},
                "override_status": {"NULL":true} },
              { "type": {"S":"config"}, "name": {"S":"scheduler"}, "default_timezone": {"S":"UTC"} }
            ], "Count": 3, "ScannedCount": 3, "ConsumedCapacity": null }
            """,
            OfficeHours
        },
        {
            """
            [ { "M": { "name": {"S":"office"}, "begintime": {"S":"9:00"}, "endtime": {"S":"17:00"}, "weekdays": {"L":[{"N":"0"},{"S":"tue-fri"}]} } },
              { "name": {"S":"uk"}, "timezone": {"S":"Europe/London"}, "periods": {"L":[{"S":"office"}]} } ]
            """,
            OfficeHours
        },

        // Items without types, mixed.
        {
            """
            [ { "type":"schedule", "name":"uk", "timezone":"Europe/London", "periods":["office"] },
              { "type":"period", "name":"office", "begintime":"09:00", "endtime":"17:00", "weekdays":["mon-fri"] } ]
            """,
            OfficeHours
        },

        // The answers of the command line tool: of describe, of create, and several in an array.
        {
            """
            { "Schedules": [ { "Type":"schedule", "Name":"uk", "Timezone":"Europe/London", "Periods":["office"], "StopNewInstances":false } ],
              "Periods": [ { "Type":"period", "Name":"office", "Begintime":"09:00", "Endtime":"17:00", "Weekdays":["mon-fri"], "Description":"" } ] }
            """,
            OfficeHours
        },
        {
            """
            [ { "Period": { "Name":"office", "Begintime":"09:00", "Endtime":"17:00", "Weekdays":["mon-fri"], "Type":"period" } },
              { "Schedule": { "Name":"uk", "Timezone":"Europe/London", "Periods":["office"], "Type":"schedule" } } ]
            """,
            OfficeHours
        },

        // A template, its answer, one resource, and its properties.
        { $$"""{ "AWSTemplateFormatVersion":"2010-09-09", "Resources": { "Bucket": { "Type":"AWS::S3::Bucket" }, "S": {{Resource("uk")}} } }""", OfResource },
        { $$"""{ "TemplateBody": { "Resources": { "uk": {{Resource(null)}} } }, "StagesAvailable": ["Original"] }""", OfResource },
        { Resource("uk"), OfResource },
        { Properties("uk"), OfResource },
    };

    private static string OfResource =>
        "Instance Scheduler uk: uk-period-0001 (mon-fri 09:00-17:00), uk-period-0002 (day 1-3 sat-sun) (Europe/London)"
        .Replace("sat-sun", "sat,sun", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Forms))]
    public void ParseCatalog_OfAForm_ReadsTheSchedule(string json, string text)
    {
        var schedule = InstanceSchedulerNotation.ParseCatalog(json).Resolve("uk");

        Assert.Equal(text, schedule.ToString());
        Assert.Equal(DesiredState.Running, schedule.DesiredStateAt(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)).State);
    }

    [Theory]
    [InlineData("""{"name":{"S":"x"},"override_status":{"S":"stopped"},"enforced":{"BOOL":false}}""")]
    [InlineData("""{"Schedule":{"Name":"x","OverrideStatus":"stopped","Type":"schedule"}}""")]
    [InlineData("""{"Item":{"name":{"S":"x"},"override_status":{"S":"stopped"}}}""")]
    [InlineData("""{"Type":"Custom::ServiceInstanceSchedule","Properties":{"ServiceToken":{"Ref":"Arn"},"NoStackPrefix":"True","Name":"x","Override_Status":"stopped","Enforced":"False"}}""")]
    public void Parse_OfAForm_ReadsTheSchedule(string json)
    {
        var schedule = InstanceSchedulerNotation.Parse(json);

        Assert.Equal("Instance Scheduler x: override_status stopped (UTC)", schedule.ToString());
        Assert.Empty(schedule.Warnings);
    }

    [Fact]
    public void ParseCatalog_OfAResource_HasTheNameThatTagsHave()
    {
        var json = $$"""{ "Resources": { "Office": {{Resource(null)}} } }""";

        Assert.Equal(["prod-Office"], InstanceSchedulerNotation.ParseCatalog(json, stackName: "prod").Schedules.Keys);
        var warnings = InstanceSchedulerNotation.ParseCatalog(json).Resolve("Office").Warnings;
        Assert.Contains(warnings, warning => warning.Contains("the name of the stack before the name 'Office'", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("'Office-period-0001' names an instance type", StringComparison.Ordinal));
        Assert.Empty(InstanceSchedulerNotation.ParseCatalog(json, stackName: "prod").Resolve("prod-Office").Warnings.Where(warning => warning.Contains("stack", StringComparison.Ordinal)));
    }

    /// <summary>A document that is refused, where, and what the message has to say.</summary>
    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        { """{"Schedules":[{"Name":"x","Timezon":"UTC"}]}""", "$.Schedules[0].Timezon", "Did you mean 'timezone'?" },
        { """{"Periods":[{"Name":"x","BeginTim":"09:00"}]}""", "$.Periods[0].BeginTim", "Did you mean 'begintime'?" },
        { """{"Items":[{"type":{"S":"schedule"},"name":{"S":"x"},"periods":{"SS":["ofice"]}}]}""", "$.Items[0].periods.SS[0]", "there is no period 'ofice'" },
        { """{"Items":[{"type":{"S":"shedule"},"name":{"S":"x"}}]}""", "$.Items[0].type.S", "'shedule' is not a type of an item" },
        { """{"Items":[],"NextToken":"abc"}""", "$.NextToken", "Scan the whole table" },
        { """{"Items":[],"Coun":1}""", "$.Coun", "Did you mean 'Count'?" },
        { """{"Schedules":[{"Name":"x","name":"y","OverrideStatus":"running"}]}""", "$.Schedules[0].name", "'name' twice" },
        { """{"Periods":[{"Begintime":"09:00"}]}""", "$.Periods[0]", "a period has a name" },
        { """{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}""", "$.Resources", "no resource of the type Custom::ServiceInstanceSchedule" },
        { """{"Resources":{"A":{"Type":"Custom::ServiceInstanceSchedule"}}}""", "$.Resources.A", "no 'Properties'" },
        { """{"Resources":{"A":{"Type":"Custom::ServiceInstanceSchedule","Properties":{"Timezone":{"Ref":"Zone"},"OverrideStatus":"running"}}}}""", "$.Resources.A.Properties.Timezone", "a string is expected" },
        { """{"TemplateBody":"Resources:\n"}""", "$.TemplateBody", "cfn-flip --json" },
        { "Resources:\n  A:\n    Type: 'Custom::ServiceInstanceSchedule'\n", "$", "cfn-flip --json" },
        { """{"Scheduls":[]}""", "$.Scheduls", "Did you mean 'schedules'?" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void ParseCatalog_Mistake_IsToldWithPathAndWayOut(string json, string path, string part)
    {
        var error = Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerNotation.ParseCatalog(json));

        Assert.Equal(path, error.Path);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static string Resource(string? name) =>
        $$"""{ "Type": "Custom::ServiceInstanceSchedule", "Properties": {{Properties(name)}} }""";

    private static string Properties(string? name) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        { "ServiceToken": { "Fn::ImportValue": "Token" }, {{(name is null ? "" : $"\"Name\": \"{name}\", ")}}"Description": "Hours of the office", "Timezone": "Europe/London",
          "Enforced": "False", "Periods": [
            { "Description": "9 to 5", "BeginTime": "9:00", "EndTime": "17:00", "InstanceType": "t3.micro", "WeekDays": "Mon-Fri" },
            { "MonthDays": "1-3", "WeekDays": "Sat-Sun" } ] }
        """);
}
