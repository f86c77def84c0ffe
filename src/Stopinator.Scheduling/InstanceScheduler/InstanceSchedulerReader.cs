using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>Reads schedules from JSON.</summary>
/// <param name="defaultTimeZone">The time zone of a schedule that names none.</param>
/// <param name="shared">The periods that schedules name.</param>
/// <param name="stackName">The stack whose resources are read; null when it is not known.</param>
internal sealed class InstanceSchedulerReader(string defaultTimeZone, IReadOnlyDictionary<string, Period> shared, string? stackName = null)
{
    /// <summary>
    /// Fields that tell how Instance Scheduler acts, or that belong to its table. None changes the state that a schedule asks for.
    /// </summary>
    private static readonly string[] Acting = ["enforced", "stop_new_instances"];

    private const string Hibernate = "hibernate";
    private const string RetainRunning = "retain_running";

    /// <summary>Fields that would change the state a schedule asks for, by windows that are kept elsewhere.</summary>
    private static readonly string[] Maintenance = ["ssm_maintenance_window", "use_maintenance_window"];

    /// <summary>Fields that belong to the resource of a CloudFormation template.</summary>
    private static readonly string[] OfResource = ["service_token", "timeout", "no_stack_prefix"];

    private static readonly string[] Known =
    [
        "name", "description", "timezone", "periods", "override_status", Hibernate, RetainRunning, .. Acting, .. Maintenance,
        "use_metrics", "metrics", "type", "configured_in_stack", .. OfResource,
    ];

    private readonly List<string> _warnings = [];

    /// <summary>The fields that a schedule has and a period does not have.</summary>
    public static IEnumerable<string> OwnFields { get; } =
        [.. Known.Except(["name", "description", "type", "configured_in_stack"], StringComparer.Ordinal)];

    public static Dictionary<string, Period> ReadShared(IEnumerable<JsonPart> parts)
    {
        var periods = new Dictionary<string, Period>(StringComparer.Ordinal);
        foreach (var item in parts)
        {
            var period = PeriodReader.Read(item);
            if (!periods.TryAdd(period.Name, period))
            {
                throw item.Error($"there are two periods {ErrorText.Quote(period.Name)}.");
            }
        }

        return periods;
    }

    /// <summary>Returns the name of a schedule as the tag holds it; null when the schedule has none.</summary>
    public string? NameOf(ScheduleItem item)
    {
        var fields = FieldsOf(item);
        var name = fields.TryGetValue("name", out var given) ? given.String() : item.LogicalId;
        return string.IsNullOrEmpty(name) ? null
            : stackName is not null && HasStackPrefix(item, fields) ? $"{stackName}-{name}"
            : name;
    }

    public PowerSchedule Read(ScheduleItem item)
    {
        var properties = FieldsOf(item);
        var name = NameOf(item);
        var zone = properties.TryGetValue("timezone", out var timeZone) ? timeZone.Read(TimeZones.Get) : TimeZones.Get(defaultTimeZone);
        var prefix = name is null ? "period" : $"{name}-period";
        ImmutableArray<Period> periods = properties.TryGetValue("periods", out var list)
            ?
            [
                .. Fields.Items(list).Select((part, index) => ReadPeriod(
                    part, $"{prefix}-{(index + 1).ToString("0000", CultureInfo.InvariantCulture)}")),
            ]
            : [];
        WarnOfFields(properties);
        WarnOfPeriods(periods);
        if (name is not null && stackName is null && HasStackPrefix(item, properties))
        {
            _warnings.Add(
                $"Instance Scheduler puts the name of the stack before the name {ErrorText.Quote(name)}, since NoStackPrefix is not True,"
                + " and tags hold both. Give the name of the stack to ParseCatalog.");
        }

        ScheduleRules rules = properties.TryGetValue("override_status", out var status) ? Overridden(status, zone)
            : periods.Length > 0 ? new PeriodRules(zone, periods)
            : throw item.Part.Error("the schedule has neither a period nor an override_status.");
        var text = rules.IsConstant ? $"override_status {properties["override_status"].String()}" : string.Join(", ", periods);
        var title = name is null ? "Instance Scheduler" : $"Instance Scheduler {ErrorText.Clean(name)}";
        var terms = TermsOf(properties, rules);
        return new(rules, overriding: null, $"{title}: {text} ({zone.Id})", [.. _warnings], terms);
    }

    /// <summary>Returns what the schedule says about stops. Instance Scheduler stops normally what cannot hibernate.</summary>
    private ScheduleTerms TermsOf(Dictionary<string, JsonPart> properties, ScheduleRules rules)
    {
        var hibernates = properties.TryGetValue(Hibernate, out var hibernate) && !Fields.IsFalse(hibernate);
        var retains = properties.TryGetValue(RetainRunning, out var retain) && !Fields.IsFalse(retain) && !rules.IsConstant;
        if (retains)
        {
            _warnings.Add(
                $"'{RetainRunning}' is read as retain, which goes by the launch time: what was started outside of the periods runs on until"
                + " somebody stops it. Instance Scheduler goes by the state that it recorded before the period.");
        }

        return new()
        {
            StopMode = hibernates ? StopMode.Hibernate : null,
            HibernationFallback = hibernates ? HibernationFallback.StopNormally : HibernationFallback.Skip,
            Retains = retains,
        };
    }

    private static Dictionary<string, JsonPart> FieldsOf(ScheduleItem item) => Fields.Of(item.Part, "a schedule", Known);

    private static bool HasStackPrefix(ScheduleItem item, Dictionary<string, JsonPart> fields) =>
        (item.LogicalId is not null || fields.ContainsKey("service_token"))
        && (!fields.TryGetValue("no_stack_prefix", out var no) || Fields.IsFalse(no));

    private static ConstantRules Overridden(JsonPart status, DateTimeZone zone)
    {
        var text = status.String();
        return StateText.TryRead(text, out var state) && state != DesiredState.Unmanaged
            ? new(new(state, ScheduleReason.Override, $"overridden: override_status is {StateText.Of(state)}", "override_status"), zone)
            : throw status.Error($"{ErrorText.Quote(text)} is not an override_status; the values are running and stopped.");
    }

    private Period ReadPeriod(JsonPart part, string defaultName)
    {
        if (!part.IsText)
        {
            var inline = PeriodReader.Read(part, defaultName);
            WarnOfType(inline.Name, Fields.Find(part, "instance_type") is not null);
            return inline;
        }

        // A period may name an instance type: office@t3.large.
        var reference = part.String();
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        WarnOfType(reference, at >= 0);

        var name = at < 0 ? reference : reference[..at];
        return shared.TryGetValue(name, out var period)
            ? period
            : throw part.Error($"there is no period {ErrorText.Quote(name)}.{(name.Length > 40 ? "" : Suggestion.For(name, shared.Keys))}");
    }

    private void WarnOfType(string period, bool hasType)
    {
        if (hasType)
        {
            _warnings.Add($"The period {ErrorText.Quote(period)} names an instance type, which is not read: instances keep their type.");
        }
    }

    private void WarnOfFields(Dictionary<string, JsonPart> properties)
    {
        _warnings.AddRange(Acting
            .Where(name => properties.TryGetValue(name, out var part) && !Fields.IsFalse(part))
            .Select(name => $"'{name}' tells how Instance Scheduler acts, not when; it is not read."));
        _warnings.AddRange(Maintenance
            .Where(name => properties.TryGetValue(name, out var part) && !Fields.IsFalse(part))
            .Select(name => $"'{name}' is not read: maintenance windows are kept by another service. Give their hours as a period."));
    }

    private void WarnOfPeriods(ImmutableArray<Period> periods)
    {
        if (periods.Length > 1 && periods.FirstOrDefault(period => period.IsOneSided) is { } oneSided)
        {
            _warnings.Add(
                $"The period {oneSided} has no {(oneSided.Begin is null ? "begin" : "end")} and stands beside " +
                "others: on its days it keeps them from asking for a stop.");
        }

        if (periods is [{ Begin: 0, End: (24 * 60) - 1 } day])
        {
            _warnings.Add(
                $"The period {day} leaves out the last minute of the day, and nothing bridges it. Leave begin and " +
                "end out to run the whole day.");
        }

        _warnings.AddRange(periods
            .Where(period => period.Begin is not null && period.Begin == period.End)
            .Select(period => $"The period {period} begins and ends at the same time, and never runs."));
    }
}
