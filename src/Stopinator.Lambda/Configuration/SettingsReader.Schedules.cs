using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Text;
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
            Mode = (ReconcileMode?)Value(Setting.ReconcileMode) ?? defaults.Mode,
            Interval = (TimeSpan?)Value(Setting.ReconcileInterval) ?? defaults.Interval,
            LookBack = (TimeSpan?)Value(Setting.LookBack) ?? defaults.LookBack,
            CatchUp = (TimeSpan?)Value(Setting.CatchUp) ?? defaults.CatchUp,
            PermittedStopModes = Text(Setting.ScheduleStopModes) is null
                ? defaults.PermittedStopModes
                : [.. Members(Setting.ScheduleStopModes, AcceptedMembers.ScheduleStopModes).OfType<StopMode>()],
            OptOutTagKey = (string?)Value(Setting.OptOutTag) ?? defaults.OptOutTagKey,
            KeepRunningTagKey = (string?)Value(Setting.KeepRunningTag) ?? defaults.KeepRunningTagKey,
            KeepStoppedTagKey = (string?)Value(Setting.KeepStoppedTag) ?? defaults.KeepStoppedTagKey,
        };
    }

    // Stopinator's own tag always, and the others when they are configured.
    private List<ScheduleTag> Tags()
    {
        var own = (string?)Value(Setting.ScheduleTag) ?? ScheduleTag.Own().Key;
        List<ScheduleTag> tags =
        [
            Source(Setting.Schedules, sources => sources.Catalog) is { } source ? ScheduleTag.Own(source, own)
                : ScheduleTag.Own(own, Catalog(Setting.Schedules, ScheduleCatalog.Parse)),
        ];
        var theirs = (string?)Value(Setting.InstanceSchedulerTag) ?? InstanceSchedulerKey;
        if (Source(Setting.InstanceScheduler, sources => sources.InstanceScheduler) is { } schedulerSource)
        {
            tags.Add(ScheduleTag.InstanceScheduler(schedulerSource, theirs));
        }
        else if (Catalog(Setting.InstanceScheduler, json => InstanceSchedulerNotation.ParseCatalog(json)) is { } scheduler)
        {
            tags.Add(ScheduleTag.InstanceScheduler(scheduler, theirs));
        }

        if (Value(Setting.OffHoursTag) is string offHours)
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
            return Text(Setting.OffHoursTimeZone) is { } zone ? policy with { DefaultTimeZone = zone } : policy;
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{Setting.OffHoursTimeZone}: {ErrorText.MessageOf(exception)}");
            return policy;
        }
    }

    /// <summary>
    /// Opens the source of schedules that change without a deployment; null for JSON, and for a file of a program without sources.
    /// </summary>
    private IScheduleCatalogSource? Source(Setting setting, Func<IScheduleSources, Func<string, IScheduleCatalogSource>> open)
    {
        if (Text(setting) is not { } text || text.StartsWith('{') || _sources is null)
        {
            return null;
        }

        try
        {
            return open(_sources)(text);
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{setting}: {ErrorText.MessageOf(exception)}");
            return null;
        }
    }

    // Accepts the JSON itself, or a file beside the function: the environment of a function holds 4 KB.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every reason that keeps the file from being read is reported.")]
    private ScheduleCatalog? Catalog(Setting setting, Func<string, ScheduleCatalog> parse)
    {
        if (Text(setting) is not { } text || (_sources is not null && !text.StartsWith('{')))
        {
            return null;
        }

        if (IsInAws(text))
        {
            _problems.Add(
                $"{setting} is {ErrorText.Quote(text)}, and this program reads no schedules from AWS. Refer to the package " +
                "Stopinator.Scheduling.Sources, and run StopinatorFunction.RunAsync(args, schedules: new ScheduleSources()).");
            return null;
        }

        try
        {
            return parse(text.StartsWith('{') ? text : File.ReadAllText(Path.Combine(AppContext.BaseDirectory, text)));
        }
        catch (ScheduleFormatException exception)
        {
            _problems.Add($"{setting}: {exception.Message}");
        }
        catch (Exception exception)
        {
            _problems.Add(
                $"{setting} is {ErrorText.Quote(text)}; it takes JSON, or the path of a file beside the function: {exception.Message}");
        }

        return null;
    }
}
