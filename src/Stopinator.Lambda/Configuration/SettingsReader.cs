using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Configuration;

/// <summary>Reads the settings from environment variables, and collects the problems of all of them.</summary>
internal sealed partial class SettingsReader
{
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly IScheduleSources? _sources;
    private readonly List<string> _problems = [];

    private SettingsReader(IReadOnlyDictionary<string, string> environment, IScheduleSources? sources) =>
        (_environment, _sources) = (environment, sources);

    /// <summary>Reads the settings.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="sources">Opens schedules in AWS; null when the program reads none.</param>
    /// <exception cref="FunctionSettingsException">A variable is missing, misspelled or wrong; the message lists every problem.</exception>
    public static FunctionSettings Read(IReadOnlyDictionary<string, string> environment, IScheduleSources? sources = null)
    {
        var reader = new SettingsReader(environment, sources);
        reader.CheckNames();
        var settings = reader.Settings();
        return reader._problems.Count == 0 ? settings : throw new FunctionSettingsException(reader._problems);
    }

    private FunctionSettings Settings()
    {
        var scope = Selector(SettingNames.Scope);
        if (Text(SettingNames.Scope) is null)
        {
            _problems.Add($"{SettingNames.Scope} is not set; it names the instances that may be touched at all, such as tag:Env=dev.");
        }

        var defaults = new FunctionSettings { Scope = InstanceSelector.All, Selector = InstanceSelector.All };
        return defaults with
        {
            Scope = scope ?? defaults.Scope,
            Selector = Narrowed(scope, Selector(SettingNames.Selector)) ?? defaults.Selector,
            Action = Word(SettingNames.Action, EnumText.Actions) is PowerAction action ? action : null,
            DryRun = Switch(SettingNames.DryRun) ?? defaults.DryRun,
            MaxEventAge = Time(SettingNames.MaxEventAge, TimeSpan.FromMinutes(1)) ?? defaults.MaxEventAge,
            FailOn = (FailOn?)Word(SettingNames.FailOn, EnumText.FailOns) ?? defaults.FailOn,
            MaxInstances = Number(SettingNames.MaxInstances, 0, int.MaxValue) ?? defaults.MaxInstances,
            MaxPercent = Percent(SettingNames.MaxPercent),
            StoppedWithin = Time(SettingNames.StoppedWithin, TimeSpan.FromSeconds(1)),
            StopMode = Word(SettingNames.StopMode, EnumText.StopModes) is StopMode mode ? mode : defaults.StopMode,
            HibernationFallback = Word(SettingNames.HibernationFallback, EnumText.HibernationFallbacks) is HibernationFallback fallback
                ? fallback
                : defaults.HibernationFallback,
            Await = Await(),
            Order = Order(),
            WaitForTransition = Switch(SettingNames.WaitForTransition) ?? defaults.WaitForTransition,
            Allow = SkipReasons(),
            EventAllow = Text(SettingNames.EventAllow) is null ? [] : List(SettingNames.EventAllow, EventPermission.All),
            ProtectionTag = Text(SettingNames.ProtectionTag),
            Timeout = Time(SettingNames.Timeout, TimeSpan.FromSeconds(30)),
            MaxReportBytes = Number(SettingNames.MaxReportBytes, FunctionSettings.LeastReportBytes, 6_000_000) ?? defaults.MaxReportBytes,
            Metrics = Switch(SettingNames.Metrics) ?? defaults.Metrics,
            LogLevel = (FunctionLogLevel?)Word(SettingNames.LogLevel, EnumText.LogLevels) ?? defaults.LogLevel,
            Schedules = SettingNames.OfSchedules.Any(name => Text(name) is not null) ? Schedules() : null,
        };
    }

    // Verify is the older name: true awaits the state, false nothing.
    private PowerAwait? Await()
    {
        var sign = (AwaitedSign?)Word(SettingNames.Await, EnumText.AwaitedSigns);
        var verify = Switch(SettingNames.Verify);
        if (Text(SettingNames.Await) is not null && Text(SettingNames.Verify) is not null)
        {
            _problems.Add(
                $"{SettingNames.Await} and {SettingNames.Verify} are both set; {SettingNames.Verify} is the older name, take it away.");
        }

        return EnumText.AwaitOf(sign, verify);
    }

    private PowerOrder? Order()
    {
        var group = Text(SettingNames.OrderGroupTag);
        if (Text(SettingNames.OrderTag) is { } key)
        {
            return PowerOrder.ByTag(key, group);
        }

        if (group is not null)
        {
            _problems.Add(
                $"{SettingNames.OrderGroupTag} is set without {SettingNames.OrderTag}, the tag with the number of an instance's wave.");
        }

        return null;
    }

    // A misspelled guard must not turn into no guard.
    private void CheckNames()
    {
        foreach (var name in _environment.Keys.Where(name => name.StartsWith(SettingNames.Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (!SettingNames.All.Contains(name))
            {
                _problems.Add(
                    $"{name} is not a setting.{Suggestion.For(name, SettingNames.All)} There are {string.Join(", ", SettingNames.All)}.");
            }
        }
    }

    private InstanceSelector? Narrowed(InstanceSelector? scope, InstanceSelector? selector)
    {
        try
        {
            return scope is null || selector is null ? scope : scope.And(selector);
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{SettingNames.Selector} cannot be combined with the scope: {ErrorText.MessageOf(exception)}");
            return null;
        }
    }

    private InstanceSelector? Selector(string name)
    {
        try
        {
            return Text(name) is { } text ? InstanceSelector.Parse(text) : null;
        }
        catch (SelectorFormatException exception)
        {
            _problems.Add($"{name}: {exception.Message}");
            return null;
        }
    }

    private Enum? Word(string name, Enum[] members)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var found = EnumText.Find(text, members);
        if (found is null)
        {
            _problems.Add(
                $"{name} is {ErrorText.Quote(text)}; it takes {EnumText.List(members)}."
                + Suggestion.For(text, members.Select(EnumText.Of)));
        }

        return found;
    }

    private bool? Switch(string name) =>
        Text(name) switch
        {
            null => null,
            "true" => true,
            "false" => false,
            var text => Problem<bool>(name, text, "takes true or false."),
        };

    private TimeSpan? Time(string name, TimeSpan least) =>
        Text(name) is not { } text ? null
        : Duration.Parse(text) is { } time && time >= least ? time
        : Problem<TimeSpan>(name, text, $"takes {Duration.Forms}, from {least} up to a year.");

    private int? Number(string name, int least, int most) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Problem<int>(name, text, string.Create(CultureInfo.InvariantCulture, $"takes a whole number from {least} to {most}."));

    private double? Percent(string name) =>
        Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100 ? percent
        : Problem<double>(name, text, "takes a number above 0, up to 100.");

    private ReasonCode[] SkipReasons() =>
        Text(SettingNames.Allow) is null
            ? []
            :
            [
                .. List(SettingNames.Allow, [.. EnumText.SkipReasons.Select(EnumText.Of)])
                    .Select(word => EnumText.Find(word, EnumText.SkipReasons))
                    .OfType<ReasonCode>(),
            ];

    private string[] List(string name, string[] known)
    {
        var words = Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var word in words.Except(known, StringComparer.Ordinal))
        {
            _problems.Add(
                $"{name} holds {ErrorText.Quote(word)}; it takes {string.Join(", ", known)}, separated by commas." +
                Suggestion.For(word, known));
        }

        return words;
    }

    // Infrastructure-as-code tools write an empty text for "not set".
    private string? Text(string name) =>
        _environment.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    private T? Problem<T>(string name, string text, string rule)
        where T : struct
    {
        _problems.Add($"{name} is {ErrorText.Quote(text)}; it {rule}");
        return null;
    }
}
