using System.Globalization;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;

namespace Stopinator.Docs.Tests;

/// <summary>Compares the pages on schedules with the results of the code.</summary>
public sealed class ScheduleDocumentationTests
{
    [Fact]
    public void Schedules_OfTheDocumentation_ReadBackAsWritten()
    {
        var texts = Lines("schedules");

        Assert.True(texts.Count > 5);
        Assert.All(texts, text => Assert.Equal(text, PowerSchedule.Parse(text).ToString()));
        Assert.All(texts, text => Assert.InRange(text.Length, 1, 256));
    }

    [Fact]
    public void Catalogs_OfTheDocumentation_AreReadWithoutWarnings()
    {
        var own = ScheduleCatalog.Parse(Assert.Single(Pages.Blocks, block => block.Comment == "schedule catalog").Text);
        var other = InstanceSchedulerNotation.ParseCatalog(
            Assert.Single(Pages.Blocks, block => block.Comment == "instance scheduler").Text);

        Assert.Equal((5, 3), (own.Schedules.Count, other.Schedules.Count));
        Assert.All(own.Schedules.Values.Concat(other.Schedules.Values), schedule => Assert.Empty(schedule.Warnings));
    }

    [Fact]
    [Trait("Finding", "F5")]
    public void FormsOfInstanceScheduler_OfTheDocumentation_AreTheSameSchedule()
    {
        var forms = Pages.Blocks.Where(block => block.Comment == "instance scheduler form").ToList();

        Assert.Equal(3, forms.Count);
        Assert.All(forms, form =>
        {
            var schedule = Assert.Single(InstanceSchedulerNotation.ParseCatalog(form.Text).Schedules);
            Assert.Equal("uk-office-hours", schedule.Key);
            Assert.EndsWith("(mon-fri 09:00-17:00) (Europe/London)", schedule.Value.ToString(), StringComparison.Ordinal);
            Assert.Empty(schedule.Value.Warnings);
        });
    }

    [Fact]
    public void CalendarCatalog_OfTheDocumentation_IsRead()
    {
        var json = Pages.Blocks.Single(block => block.Comment == "calendar catalog").Text;
        var calendar = CalendarFile.Parse(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20000714\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n",
            new(2026, 1, 1),
            new(2026, 12, 31));

        var catalog = ScheduleCatalog.Parse(
            json, new Dictionary<string, IScheduleCalendar>(StringComparer.Ordinal) { ["france.ics"] = calendar });

        Assert.Equal("mon-fri 07:00-20:00; 2026-07-14 off Europe/Paris", catalog.Resolve("office-hours").ToString());
    }

    [Fact]
    public void YamlOfInstanceScheduler_OfTheDocumentation_IsTheSameSchedule()
    {
        var text = Assert.Single(Pages.Blocks, block => block.Comment == "instance scheduler yaml").Text;

        var schedule = Assert.Single(InstanceSchedulerFile.ParseCatalog(text).Schedules);
        Assert.Equal("uk-office-hours", schedule.Key);
        Assert.EndsWith("(mon-fri 09:00-17:00) (Europe/London)", schedule.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NightsOfTheDocumentation_OnWhichClocksChange_AreAsTold()
    {
        var nights = Lines("daylight saving").Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.True(nights.Count > 10);
        Assert.All(nights, night => Assert.Equal(night[2], Transitions(night[0], night[1])));
    }

    private static string Transitions(string schedule, string date)
    {
        var day = DateTimeOffset.Parse($"{date}T00:00Z", CultureInfo.InvariantCulture);
        var transitions = PowerSchedule.Parse(schedule).Transitions(day.AddDays(-1), day.AddDays(2))
            .Where(transition => transition.At.Date == day.Date)
            .Select(transition => string.Create(CultureInfo.InvariantCulture, $"{transition.At:HH:mmzzz} {(transition.To == DesiredState.Running ? "running" : "stopped")}"));
        return string.Join(", ", transitions.DefaultIfEmpty("nothing"));
    }

    private static List<string> Lines(string comment) =>
        [.. Assert.Single(Pages.Blocks, block => block.Comment == comment).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
