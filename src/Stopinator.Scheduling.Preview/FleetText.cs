using System.Text;

namespace Stopinator.Scheduling.Preview;

/// <summary>Draws the week of a fleet as text.</summary>
internal static class FleetText
{
    public static string Of(FleetPreview fleet)
    {
        var text = new StringBuilder();
        foreach (var group in fleet.Groups)
        {
            text.Append(group.Week).Append("\nInstances\n");
            foreach (var instance in group.Instances)
            {
                text.Append(LabelOf(instance)).Append('\n');
            }

            text.Append('\n').Append('─', 72).Append("\n\n");
        }

        foreach (var other in fleet.Instances.Where(instance => instance.Week is null))
        {
            text.Append(LabelOf(other.Instance)).Append("  ").Append(PlainText.Of(other.Explanation)).Append('\n');
        }

        return text.Append(SummaryOf(fleet)).Append('\n').ToString();
    }

    public static string SummaryOf(FleetPreview fleet)
    {
        var scheduled = fleet.Groups.Sum(group => group.Instances.Length);
        return $"{HourText.Number(scheduled)} of {HourText.Count(fleet.Instances.Length, "instance")} "
            + $"on {HourText.Count(fleet.Groups.Length, "schedule")}: "
            + $"stopped for {HourText.Of(fleet.StoppedHours)} of {HourText.Of(fleet.AlwaysOnHours)} a week, "
            + $"{HourText.Share(fleet.SavedShare)} less than always on.";
    }

    private static string LabelOf(PreviewInstance instance) => $"{PlainText.Of(instance.Id)}  {PlainText.Of(instance.Name)}".TrimEnd();
}
