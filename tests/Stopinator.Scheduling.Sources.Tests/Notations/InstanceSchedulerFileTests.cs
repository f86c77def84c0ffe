using System.Text.Json;
using Stopinator.Scheduling.Sources.Tests.Support;

namespace Stopinator.Scheduling.Sources.Tests.Notations;

public sealed class InstanceSchedulerFileTests
{
    private const string Yaml =
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Scheduler: { Type: String }
        Resources:
          Other:
            Type: AWS::SNS::Topic
          OfficeHours:
            Type: Custom::ServiceInstanceSchedule
            Properties:
              # The function of Instance Scheduler.
              ServiceToken: !Sub arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Scheduler}
              NoStackPrefix: true
              Name: uk-office-hours
              Description: >
                Office hours
                in London
              Timezone: Europe/London
              Enforced: "False"
              RetainRunning:
              Periods:
                - Description: mornings
                  BeginTime: 09:00
                  EndTime: '12:00'
                  WeekDays: Mon-Fri
                - begin_time: 13:00
                  EndTime: 17:00
                  WEEKDAYS: [ mon, 1-4 ]
                  MonthDays: 1, 2
        """;

    private const string Json =
        """
        {
          "Resources": {
            "OfficeHours": {
              "Type": "Custom::ServiceInstanceSchedule",
              "Properties": {
                "NoStackPrefix": "True", "Name": "uk-office-hours", "Timezone": "Europe/London",
                "Periods": [
                  { "BeginTime": "09:00", "EndTime": "12:00", "WeekDays": "Mon-Fri" },
                  { "BeginTime": "13:00", "EndTime": "17:00", "WeekDays": [ "mon", "1-4" ], "MonthDays": "1, 2" }
                ]
              }
            }
          }
        }
        """;

    [Fact]
    public void ParseCatalog_TheSameInYamlAndJson_IsTheSame()
    {
        var (yaml, json) = (InstanceSchedulerFile.ParseCatalog(Yaml).Resolve("uk-office-hours"), InstanceSchedulerFile.ParseCatalog(Json).Resolve("uk-office-hours"));
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(json.ToString(), yaml.ToString());
        Assert.Equal(
            json.Transitions(from, from.AddYears(1)).Select(one => one.ToString()),
            yaml.Transitions(from, from.AddYears(1)).Select(one => one.ToString()));
        Assert.Empty(yaml.Warnings);
    }

    [Fact]
    public void ParseCatalog_TheAnswerOfGetTemplate_IsReadInEitherForm()
    {
        var answer = JsonSerializer.Serialize(new { TemplateBody = Yaml, StagesAvailable = new[] { "Original" } });

        Assert.Equal(["uk-office-hours"], InstanceSchedulerFile.ParseCatalog(answer).Schedules.Keys);
        Assert.Equal(["uk-office-hours"], InstanceSchedulerFile.ParseCatalog($"{{ \"TemplateBody\": {Json} }}").Schedules.Keys);
    }

    [Fact]
    public void ParseCatalog_ATemplateWithoutNoStackPrefix_TakesTheNameOfTheStack() => Assert.Contains(
        "prod-uk-office-hours",
        InstanceSchedulerFile.ParseCatalog(Yaml.Replace("NoStackPrefix: true", "NoStackPrefix: \"false\"", StringComparison.Ordinal), stackName: "prod").Schedules.Keys);

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("Resources:\n  A:\n - b", 3, "")]
    [InlineData("a: ]", 1, "")]
    [InlineData("a: &x 1\nb: *x", 2, "aliases are not read")]
    [InlineData("a: 1\n---\nb: 2", 2, "second document")]
    [InlineData("? [a]\n: b", 1, "a name is a single text")]
    public void ParseCatalog_TextThatIsNoTemplate_NamesTheLine(string yaml, int line, string problem)
    {
        var exception = Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerFile.ParseCatalog(yaml));

        Assert.Contains($"at line {line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name: !Ref Other", "$.Resources.OfficeHours.Properties.Name: a string is expected, not '{\"Ref\":\"Other\"}'")]
    [InlineData("Name: !Sub 'a-${b}'", "{\"Fn::Sub\":\"a-${b}\"}")]
    [InlineData("Nome: x", "'Nome' is not a property of a schedule")]
    [InlineData("Timezone: Mars/Base", "'Mars/Base'")]
    public void ParseCatalog_APropertyThatCannotBeRead_NamesItsPath(string property, string problem)
    {
        var yaml = Yaml.Replace(
            property.StartsWith("Time", StringComparison.Ordinal) ? "Timezone: Europe/London" : "Name: uk-office-hours",
            property,
            StringComparison.Ordinal);

        Assert.Contains(
            problem,
            Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerFile.ParseCatalog(yaml)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ParseCatalog_NestedWithoutEnd_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 50_000));

        Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerFile.ParseCatalog($"a: {deep}"));
    }

    [Fact]
    public async Task InstanceScheduler_PartsUnderAPath_AreReadTogetherInAnyForm()
    {
        using var world = new SourceWorld();
        world.Texts["/scheduler/a.yaml"] = Yaml;
        world.Texts["/scheduler/periods.json"] = """{ "Periods": [ { "Name": "day", "Begintime": "09:00", "Endtime": "17:00" } ] }""";
        world.Texts["/scheduler/schedules.json"] =
            """{ "Items": [ { "type": { "S": "schedule" }, "name": { "S": "day" }, "periods": { "SS": [ "day" ] } } ] }""";
        using var sources = world.Sources();

        var reading = await sources.InstanceScheduler("ssm:/scheduler/").GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["day", "uk-office-hours"], reading.Catalog.Schedules.Keys.Order(StringComparer.Ordinal));
    }
}
