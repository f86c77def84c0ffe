using Stopinator.Diagnostics;
using Stopinator.Lambda.Text;
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
        var scope = (InstanceSelector?)Value(Setting.Scope);
        if (Text(Setting.Scope) is null)
        {
            _problems.Add($"{Setting.Scope} is not set; it names the instances that may be touched at all, such as tag:Env=dev.");
        }

        var defaults = new FunctionSettings { Scope = InstanceSelector.All, Selector = InstanceSelector.All };
        return defaults with
        {
            Scope = scope ?? defaults.Scope,
            Selector = Narrowed(scope, (InstanceSelector?)Value(Setting.Selection)) ?? defaults.Selector,
            Targets = Targets(),
            Action = Value(Setting.Action) is PowerAction action ? action : null,
            DryRun = (bool?)Value(Setting.DryRun) ?? defaults.DryRun,
            MaxEventAge = (TimeSpan?)Value(Setting.MaxEventAge) ?? defaults.MaxEventAge,
            FailOn = (FailOn?)Value(Setting.FailOn) ?? defaults.FailOn,
            MaxInstances = (int?)Value(Setting.MaxInstances) ?? defaults.MaxInstances,
            MaxPercent = (double?)Value(Setting.MaxPercent),
            StoppedWithin = (TimeSpan?)Value(Setting.StoppedWithin),
            StopMode = Value(Setting.StopMode) is StopMode mode ? mode : defaults.StopMode,
            HibernationFallback =
                Value(Setting.HibernationFallback) is HibernationFallback fallback ? fallback : defaults.HibernationFallback,
            Await = Await(),
            Order = Order(),
            WaitForTransition = (bool?)Value(Setting.WaitForTransition) ?? defaults.WaitForTransition,
            Allow = Text(Setting.Allow) is null ? [] : [.. Members(Setting.Allow, AcceptedMembers.SkipReasons).OfType<ReasonCode>()],
            EventAllow = (string[]?)Value(Setting.EventAllow) ?? [],
            StateChangeGrace = (TimeSpan?)Value(Setting.StateChangeGrace) ?? defaults.StateChangeGrace,
            ProtectionTag = (string?)Value(Setting.ProtectionTag),
            Timeout = (TimeSpan?)Value(Setting.Timeout),
            MaxReportBytes = (int?)Value(Setting.MaxReportBytes) ?? defaults.MaxReportBytes,
            Metrics = (bool?)Value(Setting.Metrics) ?? defaults.Metrics,
            LogLevel = (FunctionLogLevel?)Value(Setting.LogLevel) ?? defaults.LogLevel,
            Schedules = Setting.All.Any(setting => setting.Use == SettingUse.ReconcileRun && Text(setting) is not null)
                ? Schedules()
                : null,
        };
    }

    // Verify is the older name: true awaits the state, false nothing.
    private PowerAwait? Await()
    {
        var sign = (AwaitedSign?)Value(Setting.Await);
        var verify = (bool?)Value(Setting.Verify);
        if (Text(Setting.Await) is not null && Text(Setting.Verify) is not null)
        {
            _problems.Add($"{Setting.Await} and {Setting.Verify} are both set; {Setting.Verify} is the older name, take it away.");
        }

        return AcceptedMembers.AwaitOf(sign, verify);
    }

    private PowerOrder? Order()
    {
        var (key, group) = ((string?)Value(Setting.OrderTag), (string?)Value(Setting.OrderGroupTag));
        if (key is not null)
        {
            return PowerOrder.ByTag(key, group);
        }

        if (group is not null && Text(Setting.OrderTag) is null)
        {
            _problems.Add($"{Setting.OrderGroupTag} is set without {Setting.OrderTag}, the tag with the number of an instance's wave.");
        }

        return null;
    }

    // A misspelled guard must not turn into no guard.
    private void CheckNames()
    {
        string[] known = [.. Setting.All.Select(setting => setting.Variable)];
        foreach (var name in _environment.Keys.Where(name => name.StartsWith(Setting.Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (!known.Contains(name))
            {
                _problems.Add($"{name} is not a setting.{Suggestion.For(name, known)} There are {string.Join(", ", known)}.");
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
            _problems.Add($"{Setting.Selection} cannot be combined with the scope: {ErrorText.MessageOf(exception)}");
            return null;
        }
    }

    // Words that are not known are problems already.
    private IEnumerable<Enum?> Members(Setting setting, Enum[] members) =>
        ((string[]?)Value(setting) ?? []).Select(word => EnumText.Find(word, members));

    private object? Value(Setting setting) => Text(setting) is { } text ? setting.Parse(setting, text, _problems) : null;

    // Infrastructure-as-code tools write an empty text for "not set".
    private string? Text(Setting setting) =>
        _environment.TryGetValue(setting.Variable, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
