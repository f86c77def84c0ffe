using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Lambda.Configuration;

/// <summary>
/// A setting: an environment variable, an option of the command, an entry of the command's help and a row of the page of settings.
/// </summary>
internal sealed partial class Setting
{
    public const string Prefix = "STOPINATOR_";

    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Options are written in lower case.")]
    private Setting(string name, SettingUse use, SettingParser parse, string? value, string standard, string help, string? property)
    {
        Variable = Prefix + name;
        Option = $"--{name.ToLowerInvariant().Replace('_', '-')}";
        (Use, Parse, Value, Default, Help, Property) = (use, parse, value, standard, help, property);
    }

    /// <summary>The environment variable.</summary>
    public string Variable { get; }

    /// <summary>The option of the command.</summary>
    public string Option { get; }

    /// <summary>The runs that the setting concerns.</summary>
    public SettingUse Use { get; }

    /// <summary>Reads the text of the setting.</summary>
    public SettingParser Parse { get; }

    /// <summary>The kind of value, as the help names it; null for true or false, where the option alone means true.</summary>
    public string? Value { get; }

    /// <summary>The default, with values in backticks; <c>none</c> where there is none.</summary>
    public string Default { get; }

    /// <summary>The meaning, with values in backticks.</summary>
    public string Help { get; }

    /// <summary>The property of an event that stands in the place of the setting; null when an event has none.</summary>
    public string? Property { get; }

    /// <summary>Returns the variable, as messages name the setting.</summary>
    public override string ToString() => Variable;
}

/// <summary>The runs that a setting concerns.</summary>
internal enum SettingUse
{
    /// <summary>Every run.</summary>
    AnyRun,

    /// <summary>Runs that an event starts, their answers and their log lines. The command's help leaves such a setting out.</summary>
    EventRun,

    /// <summary>Runs of the action reconcile.</summary>
    ReconcileRun,
}

/// <summary>Reads the text of a setting.</summary>
/// <param name="setting">The setting.</param>
/// <param name="text">The text, which is not empty.</param>
/// <param name="problems">Receives a sentence when the text is invalid.</param>
/// <returns>The value; null when the text is invalid.</returns>
internal delegate object? SettingParser(Setting setting, string text, ICollection<string> problems);
