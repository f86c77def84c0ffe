using Microsoft.Extensions.Configuration;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Text;
using Stopinator.Scheduling;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Configuration;

/// <summary>The section <c>Schedules</c> of the configuration file. Paths in it begin in the folder of the file.</summary>
internal sealed class SchedulesSection(IConfigurationSection section, string? path)
{
    private static readonly string[] Names =
    [
        "Tag", "Catalog", "InstanceScheduler", "InstanceSchedulerTag", "OffHoursTag", "OffHoursTimeZone", "Mode", "Interval", "LookBack",
        "OptOutTag", "KeepRunningTag", "KeepStoppedTag",
    ];

    /// <summary>The schedules by name; empty without a file of them.</summary>
    public ScheduleCatalog Catalog { get; private set; } = ScheduleCatalog.Empty;

    /// <summary>Reads the section; without it the result has the defaults.</summary>
    /// <exception cref="FormatException">A name or a value is invalid; the message has its path in the file.</exception>
    public ScheduledPowerOptions Read()
    {
        ToolConfiguration.ThrowIfValue(section);
        foreach (var unknown in section.GetChildren().Where(one => !Names.Contains(one.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw new FormatException(
                $"it holds {ErrorText.Quote(unknown.Path)}; the section takes {string.Join(", ", Names)}."
                + Suggestion.For(unknown.Key, Names));
        }

        var defaults = new ScheduledPowerOptions();
        return defaults with
        {
            Tags = [.. Tags()],
            Mode = Mode() ?? defaults.Mode,
            Interval = Time("Interval") ?? defaults.Interval,
            LookBack = Time("LookBack") ?? defaults.LookBack,
            OptOutTagKey = section["OptOutTag"] ?? defaults.OptOutTagKey,
            KeepRunningTagKey = section["KeepRunningTag"] ?? defaults.KeepRunningTagKey,
            KeepStoppedTagKey = section["KeepStoppedTag"] ?? defaults.KeepStoppedTagKey,
        };
    }

    private IEnumerable<ScheduleTag> Tags()
    {
        Catalog = CatalogIn("Catalog", ScheduleCatalog.Parse) ?? Catalog;
        yield return section["Tag"] is { } key ? ScheduleTag.Own(key, Catalog) : ScheduleTag.Own(catalog: Catalog);
        if (CatalogIn("InstanceScheduler", json => InstanceSchedulerNotation.ParseCatalog(json)) is { } other)
        {
            yield return section["InstanceSchedulerTag"] is { } tag
                ? ScheduleTag.InstanceScheduler(other, tag)
                : ScheduleTag.InstanceScheduler(other);
        }

        if (section["OffHoursTag"] is { } offHours)
        {
            var policy = new CustodianOffHoursPolicy { TagKey = offHours };
            yield return ScheduleTag.OffHours(section["OffHoursTimeZone"] is { } zone ? policy with { DefaultTimeZone = zone } : policy);
        }
    }

    private ScheduleCatalog? CatalogIn(string name, Func<string, ScheduleCatalog> parse)
    {
        if (section[name] is not { } file)
        {
            return null;
        }

        var full = Path.GetFullPath(file, Path.GetDirectoryName(path) ?? "");
        try
        {
            return parse(TextFile.Read(full));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{section.Path}:{name}: {ErrorText.Clean(full, int.MaxValue)}: {exception.Message}", exception);
        }
    }

    private ReconcileMode? Mode() =>
        section["Mode"] is not { } text ? null
        : EnumText.Find<ReconcileMode>(text) ?? throw new FormatException(
            $"{section.Path}:Mode is {ErrorText.Quote(text)}; it takes {string.Join(", ", EnumText.All<ReconcileMode>())}."
            + Suggestion.For(text, EnumText.All<ReconcileMode>()));

    private TimeSpan? Time(string name) =>
        section[name] is not { } text ? null
        : Duration.Parse(text) ?? throw new FormatException(
            $"{section.Path}:{name} is {ErrorText.Quote(text)}; it takes {Duration.Forms}.");
}
