using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Configuration;

/// <content>The settings of the action reconcile.</content>
internal sealed partial class SettingsReader
{
    private const string InstanceSchedulerKey = "Schedule";

    private ScheduledPowerOptions Schedules()
    {
        var defaults = new ScheduledPowerOptions();
        return defaults with
        {
            Tags = Tags(),
            Mode = (ReconcileMode?)Word(SettingNames.ReconcileMode, EnumText.ReconcileModes) ?? defaults.Mode,
            Interval = Time(SettingNames.ReconcileInterval, TimeSpan.FromMinutes(1)) ?? defaults.Interval,
            LookBack = Time(SettingNames.LookBack, TimeSpan.Zero) ?? defaults.LookBack,
            CatchUp = Time(SettingNames.CatchUp, TimeSpan.FromMinutes(1)) ?? defaults.CatchUp,
            PermittedStopModes = StopModes() ?? defaults.PermittedStopModes,
            OptOutTagKey = Text(SettingNames.OptOutTag) ?? defaults.OptOutTagKey,
            KeepRunningTagKey = Text(SettingNames.KeepRunningTag) ?? defaults.KeepRunningTagKey,
            KeepStoppedTagKey = Text(SettingNames.KeepStoppedTag) ?? defaults.KeepStoppedTagKey,
        };
    }

    private StopMode[]? StopModes() => Text(SettingNames.ScheduleStopModes) is null ? null :
    [
        .. List(SettingNames.ScheduleStopModes, [.. EnumText.ScheduleStopModes.Select(EnumText.Of)])
            .Select(word => EnumText.Find(word, EnumText.ScheduleStopModes))
            .OfType<StopMode>(),
    ];

    // Stopinator's own tag always, and the others when they are configured.
    private List<ScheduleTag> Tags()
    {
        var own = Text(SettingNames.ScheduleTag) ?? ScheduleTag.Own().Key;
        List<ScheduleTag> tags =
        [
            Source(SettingNames.Schedules, sources => sources.Catalog) is { } source ? ScheduleTag.Own(source, own)
                : ScheduleTag.Own(own, Catalog(SettingNames.Schedules, ScheduleCatalog.Parse)),
        ];
        var theirs = Text(SettingNames.InstanceSchedulerTag) ?? InstanceSchedulerKey;
        if (Source(SettingNames.InstanceScheduler, sources => sources.InstanceScheduler) is { } schedulerSource)
        {
            tags.Add(ScheduleTag.InstanceScheduler(schedulerSource, theirs));
        }
        else if (Catalog(SettingNames.InstanceScheduler, json => InstanceSchedulerNotation.ParseCatalog(json)) is { } scheduler)
        {
            tags.Add(ScheduleTag.InstanceScheduler(scheduler, theirs));
        }

        if (Text(SettingNames.OffHoursTag) is { } offHours)
        {
            tags.Add(ScheduleTag.OffHours(OffHours(offHours)));
        }

        return tags;
    }

    private CustodianOffHoursPolicy OffHours(string key)
    {
        var policy = new CustodianOffHoursPolicy { TagKey = key };
        try
        {
            return Text(SettingNames.OffHoursTimeZone) is { } zone ? policy with { DefaultTimeZone = zone } : policy;
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{SettingNames.OffHoursTimeZone}: {ErrorText.MessageOf(exception)}");
            return policy;
        }
    }

    /// <summary>
    /// Opens the source of schedules that change without a deployment; null for JSON, and for a file of a program without sources.
    /// </summary>
    private IScheduleCatalogSource? Source(string name, Func<IScheduleSources, Func<string, IScheduleCatalogSource>> open)
    {
        if (Text(name) is not { } text || text.StartsWith('{') || _sources is null)
        {
            return null;
        }

        try
        {
            return open(_sources)(text);
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{name}: {ErrorText.MessageOf(exception)}");
            return null;
        }
    }

    // Accepts the JSON itself, or a file beside the function: the environment of a function holds 4 KB.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every reason that keeps the file from being read is reported.")]
    private ScheduleCatalog? Catalog(string name, Func<string, ScheduleCatalog> parse)
    {
        if (Text(name) is not { } text || (_sources is not null && !text.StartsWith('{')))
        {
            return null;
        }

        if (text.StartsWith("ssm:", StringComparison.Ordinal) || text.StartsWith("s3:", StringComparison.Ordinal))
        {
            _problems.Add(
                $"{name} is {ErrorText.Quote(text)}, and this program reads no schedules from AWS. Refer to the package " +
                "Stopinator.Scheduling.Sources, and run StopinatorFunction.RunAsync(args, schedules: new ScheduleSources()).");
            return null;
        }

        try
        {
            return parse(text.StartsWith('{') ? text : File.ReadAllText(Path.Combine(AppContext.BaseDirectory, text)));
        }
        catch (ScheduleFormatException exception)
        {
            _problems.Add($"{name}: {exception.Message}");
        }
        catch (Exception exception)
        {
            _problems.Add(
                $"{name} is {ErrorText.Quote(text)}; it takes JSON, or the path of a file beside the function: {exception.Message}");
        }

        return null;
    }
}
