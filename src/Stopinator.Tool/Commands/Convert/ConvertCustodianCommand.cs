using Stopinator.Scheduling;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>Converts the off-hours of Cloud Custodian's policies.</summary>
internal sealed class ConvertCustodianCommand() : ConvertCommand(
    "custodian",
    "Converts the onhour and offhour filters of Cloud Custodian to a catalog, and names the tags to set.",
    "A file of policies, as YAML or JSON.")
{
    public override string Example => "stopinator convert custodian policies.yml --out catalog.json";

    protected override IReadOnlyList<ConvertedSchedule> Read(CommandContext context, string text, string path)
    {
        var now = context.Time.GetUtcNow();
        var filters = Failure.Parse(path, "file", () => CustodianFilters.Read(text));
        return filters.Count == 0
            ? throw new UsageException($"The file {path} has no filter of the type onhour or offhour.")
            : [.. filters.Select(filter => Convert(filter, path, now))];
    }

    private static ConvertedSchedule Convert(CustodianFilter filter, string path, DateTimeOffset now)
    {
        // The value "on" is the one for which the hours of the policy hold.
        var hours = ScheduleSource.Read("on", filter.Policy.Read, path);
        var tag = filter.Policy.TagKey;
        var converted = filter.IsOneSided
            ? OneSided(filter, hours, now)
            : ConvertedSchedule.Of(tag, $"{tag}=on", hours.Schedule, now);
        return converted with
        {
            Notes =
            [
                .. converted.Notes, .. hours.Warnings, .. filter.Notes,
                $"Values of {tag} with hours of their own are not in the file. Stopinator reads them as they are (OffHoursTag).",
            ],
        };
    }

    private static ConvertedSchedule OneSided(CustodianFilter filter, CustodianOffHours hours, DateTimeOffset now)
    {
        var (missing, verb) = filter.HasOnHour ? ("offhour", "stops") : ("onhour", "starts");
        var tag = filter.Policy.TagKey;
        return new(
            tag, $"{tag}=on", Schedule: null,
            [
                $"The file has no {missing} filter for this tag, so nothing in it {verb} these instances, and windows cannot say that. "
                + "If the filter is in another file, convert both as one file.",
            ])
        {
            Suggestion = MomentSuggestion.Of(hours, starts: filter.HasOnHour, now, now.AddDays(WeeklySchedule.Days)),
        };
    }
}
