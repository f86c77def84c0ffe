using System.Text.Json.Nodes;

namespace Stopinator.Scheduling.Tests.Vectors;

[Trait("Category", "Vectors")]
public sealed class InstanceSchedulerVectorTests
{
    private const string Tool = "aws-solutions/instance-scheduler-on-aws";

    public static IEnumerable<TheoryDataRow<string, int, string>> Cases() => VectorFiles.Rows(Tool, "cases");

    public static IEnumerable<TheoryDataRow<string, int, string>> Invalid() => VectorFiles.Rows(Tool, "invalid");

    [Theory]
    [MemberData(nameof(Cases))]
    public void DesiredStateAt_OfAVector_IsTheirs(string file, int index, string name)
    {
        var vector = VectorFiles.Entry(file, "cases", index);
        var schedule = InstanceSchedulerNotation.Parse(vector.GetProperty("schedule").GetRawText());

        var decision = schedule.DesiredStateAt(VectorFiles.InstantOf(vector.GetProperty("now")));

        var expected = vector.GetProperty("desired").GetString() switch
        {
            "running" => DesiredState.Running,
            "stopped" => DesiredState.Stopped,
            "any" => DesiredState.Unmanaged,
            var other => throw new InvalidOperationException($"The vector '{name}' expects '{other}'."),
        };
        Assert.Equal(expected, decision.State);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Parse_OfAnInvalidPeriod_IsRefused(string file, int index, string name)
    {
        var period = JsonNode.Parse(VectorFiles.Entry(file, "invalid", index).GetProperty("period").GetRawText());
        var schedule = new JsonObject { ["timezone"] = "UTC", ["periods"] = new JsonArray(period) };

        var error = Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerNotation.Parse(schedule.ToJsonString()));

        Assert.StartsWith("$.periods[0]", error.Path, StringComparison.Ordinal);
        Assert.False(InstanceSchedulerNotation.TryParse(schedule.ToJsonString(), out _), name);
    }
}
