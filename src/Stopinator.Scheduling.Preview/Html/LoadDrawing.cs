using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Stopinator.Scheduling.Preview.Html;

/// <summary>Draws the number of instances of a fleet that should run, hour by hour through a week.</summary>
internal static class LoadDrawing
{
    private const double Left = 52, Right = 16, Top = 26, Height = 150, Bottom = 30, Width = 760;

    /// <summary>Returns the chart over the week of the zone with the most instances.</summary>
    public static XElement Of(FleetPreview fleet, SchedulePreview frame)
    {
        var steps = StepsOf(fleet, frame);
        var total = fleet.Groups.Sum(group => group.Instances.Length);
        var (lowest, highest) = (steps.Min(step => step.Running), steps.Max(step => step.Running));
        var description = string.Create(
            CultureInfo.InvariantCulture,
            $"Instances that should run through the week: between {lowest:#,0} and {highest:#,0} of {total:#,0}.");

        double X(DateTimeOffset at) => Left + ((at - frame.From) / (frame.To - frame.From) * (Width - Left - Right));
        double Y(double count) => Top + (Height * (1 - (count / total)));

        var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"M{Left:0.##} {Y(0):0.##}"));
        for (var step = 0; step < steps.Count; step++)
        {
            var end = step + 1 < steps.Count ? steps[step + 1].At : frame.To;
            path.Append(
                CultureInfo.InvariantCulture,
                $"L{X(steps[step].At):0.##} {Y(steps[step].Running):0.##}L{X(end):0.##} {Y(steps[step].Running):0.##}");
        }

        path.Append(CultureInfo.InvariantCulture, $"L{X(frame.To):0.##} {Y(0):0.##}Z");
        var nights = frame.Grid.Days.Select(day => day.Begin).ToList();
        return Markup.Drawing(
            Width, Top + Height + Bottom, description,
            Markup.Rectangle(Left, Top, Width - Left - Right, Height, "stopped"),
            Markup.Element("path", Markup.Attribute("d", path.ToString()), Markup.Class("running"), Markup.Element("title", description)),
            nights.Skip(1).Select(night => Markup.Line(X(night), Top, X(night), Top + Height, "rule")),
            nights.Select(night => Markup.Label(
                X(night.AddHours(12)), Top + Height + 20, "middle", HourText.Day(DateOnly.FromDateTime(night.DateTime)))),
            Markup.Line(Left, Top, Width - Right, Top, "limit"),
            Markup.Label(Width - Right, Top - 8, "end", string.Create(CultureInfo.InvariantCulture, $"always on: {total:#,0}")),
            Markup.Label(Left - 10, Y(total) + 4, "end", string.Create(CultureInfo.InvariantCulture, $"{total:#,0}")),
            Markup.Label(Left - 10, Y(0) + 4, "end", "0"),
            Markup.Line(X(fleet.At), Top - 4, X(fleet.At), Top + Height + 4, "halo"),
            Markup.Line(X(fleet.At), Top - 4, X(fleet.At), Top + Height + 4, "now"));
    }

    private static List<(DateTimeOffset At, int Running)> StepsOf(FleetPreview fleet, SchedulePreview frame)
    {
        var running = fleet.Groups.Where(group => group.Week.Previewed.StateAt(frame.From) == DesiredState.Running)
            .Sum(group => group.Instances.Length);
        var changes = fleet.Groups
            .SelectMany(group => group.Week.Previewed.Transitions(frame.From, frame.To).Select(transition => (
                Ticks: transition.At.UtcTicks,
                Change: (Runs(transition.To) - Runs(transition.From)) * group.Instances.Length)))
            .GroupBy(change => change.Ticks, change => change.Change)
            .OrderBy(changes => changes.Key);

        List<(DateTimeOffset, int)> steps = [(frame.From, running)];
        foreach (var change in changes)
        {
            running += change.Sum();
            steps.Add((new(change.Key, TimeSpan.Zero), running));
        }

        return steps;
    }

    private static int Runs(DesiredState state) => state == DesiredState.Running ? 1 : 0;
}
