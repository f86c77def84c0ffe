using System.Collections.Immutable;
using NodaTime;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>Reads schedules from JSON.</summary>
internal sealed class InstanceSchedulerReader(string defaultTimeZone, IReadOnlyDictionary<string, Period> shared)
{
    /// <summary>Say how that tool acts, or belong to its table; none changes what a schedule asks for.</summary>
    private static readonly string[] Acting = ["enforced", "retain_running", "stop_new_instances", "hibernate"];

    /// <summary>Would change what a schedule asks for, by windows that are kept elsewhere.</summary>
    private static readonly string[] Maintenance = ["ssm_maintenance_window", "use_maintenance_window"];

    private static readonly string[] Known =
        ["name", "description", "timezone", "periods", "override_status", .. Acting, .. Maintenance, "use_metrics", "metrics", "type", "configured_in_stack"];

    private readonly List<string> _warnings = [];

    public static string NameOf(JsonPart part) => part.Properties("a schedule", Known).TryGetValue("name", out var name) && name.String() is { Length: > 0 } text
        ? text
        : throw part.Error("a schedule has a name.");

    public static Dictionary<string, Period> ReadShared(JsonPart part)
    {
        var periods = new Dictionary<string, Period>(StringComparer.Ordinal);
        foreach (var item in part.Items())
        {
            var period = PeriodReader.Read(item);
            if (!periods.TryAdd(period.Name, period))
            {
                throw item.Error($"there are two periods {ErrorText.Quote(period.Name)}.");
            }
        }

        return periods;
    }

    public PowerSchedule Read(JsonPart part)
    {
        var properties = part.Properties("a schedule", Known);
        var zone = properties.TryGetValue("timezone", out var timeZone) ? timeZone.Read(TimeZones.Get) : TimeZones.Get(defaultTimeZone);
        ImmutableArray<Period> periods = properties.TryGetValue("periods", out var list) ? [.. list.Items().Select(ReadPeriod)] : [];
        WarnOfFields(properties);
        WarnOfPeriods(periods);
        ScheduleRules rules = properties.TryGetValue("override_status", out var status) ? Overridden(status, zone)
            : periods.Length > 0 ? new PeriodRules(zone, periods)
            : throw part.Error("the schedule has neither a period nor an override_status.");
        var name = properties.TryGetValue("name", out var given) ? $" {given.String()}" : "";
        var text = rules.IsConstant ? $"override_status {properties["override_status"].String()}" : string.Join(", ", periods);
        return new(rules, overriding: null, $"Instance Scheduler{name}: {text} ({zone.Id})", [.. _warnings]);
    }

    private static ConstantRules Overridden(JsonPart status, DateTimeZone zone)
    {
        var text = status.String();
        return StateText.TryRead(text, out var state) && state != DesiredState.Unmanaged
            ? new(new(state, ScheduleReason.Override, $"overridden: override_status is {StateText.Of(state)}", "override_status"), zone)
            : throw status.Error($"{ErrorText.Quote(text)} is no override_status; those are running and stopped.");
    }

    private Period ReadPeriod(JsonPart part)
    {
        if (!part.IsText)
        {
            return PeriodReader.Read(part);
        }

        // A period may name an instance type: office@t3.large.
        var reference = part.String();
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            _warnings.Add($"The period {ErrorText.Quote(reference)} names an instance type, which is not read: instances keep their type.");
        }

        var name = at < 0 ? reference : reference[..at];
        return shared.TryGetValue(name, out var period)
            ? period
            : throw part.Error($"there is no period {ErrorText.Quote(name)}.{(name.Length > 40 ? "" : Suggestion.For(name, shared.Keys))}");
    }

    private void WarnOfFields(Dictionary<string, JsonPart> properties)
    {
        _warnings.AddRange(Acting
            .Where(name => properties.TryGetValue(name, out var part) && part.Element.ValueKind != System.Text.Json.JsonValueKind.False)
            .Select(name => $"'{name}' says how that tool acts, not when; it is not read."));
        _warnings.AddRange(Maintenance
            .Where(name => properties.TryGetValue(name, out var part) && part.Element.ValueKind != System.Text.Json.JsonValueKind.False)
            .Select(name => $"'{name}' is not read: maintenance windows are kept by another service. Give their hours as a period."));
    }

    private void WarnOfPeriods(ImmutableArray<Period> periods)
    {
        if (periods.Length > 1 && periods.FirstOrDefault(period => period.IsOneSided) is { } oneSided)
        {
            _warnings.Add($"The period {oneSided} has no {(oneSided.Begin is null ? "begin" : "end")} and stands beside others: on its days it keeps them from asking for a stop.");
        }

        if (periods is [{ Begin: 0, End: (24 * 60) - 1 } day])
        {
            _warnings.Add($"The period {day} leaves out the last minute of the day, and nothing bridges it. Leave begin and end out to run the whole day.");
        }

        _warnings.AddRange(periods
            .Where(period => period.Begin is not null && period.Begin == period.End)
            .Select(period => $"The period {period} begins and ends at the same time, and never runs."));
    }
}
