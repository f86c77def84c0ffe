using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>
/// Reads the one-line notation:
/// <code>
/// schedule = part { "|" part }
/// part     = piece { ";" piece } [ zone ]
/// piece    = "off" | "unmanaged" | window | moments | special | override | term
/// window   = "24x7" | [ days ] [ hours ]
/// moments  = [ days ] action times [ action times ]
/// days     = [ months ] [ "day" monthdays ] [ weekdays ]
/// special  = dates ( "off" | "on" | hours | action times [ action times ] )
/// action   = "start" | "stop"
/// override = ( "running" | "stopped" | "unmanaged" ) "until" ( instant | "forever" )
/// term     = "hibernate" [ "else" "stop" ] | "skip-os-shutdown" | "force" | "retain" | "max-runtime" time
/// </code>
/// A part has windows or moments. Overrides and terms hold for the whole schedule.
/// </summary>
internal sealed class ScheduleParser
{
    /// <summary>The limit of windows: above any schedule that people write, and quick to evaluate.</summary>
    public const int MaxWindows = 256;

    /// <summary>The limit of special days: enough for several years of every holiday.</summary>
    public const int MaxSpecialDays = 1024;

    /// <summary>The limit of parts: enough for teams around the world, and quick to search.</summary>
    public const int MaxParts = 4;

    private readonly PieceParser _pieces;
    private readonly TermParser _terms;
    private ScheduleOverride? _override;

    private ScheduleParser(string text)
    {
        _pieces = new PieceParser(text, "schedule");
        _terms = new TermParser(_pieces);
    }

    public static PowerSchedule Parse(string text, string? defaultZone) => new ScheduleParser(text).Read(text, defaultZone);

    public static ScheduleWindow ParseWindow(string text) => Only(text, "window", (pieces, words) => pieces.Window(words));

    public static ScheduleMomentRule ParseMomentRule(string text) =>
        Only(text, "rule of moments", (pieces, words) => pieces.Moments(words));

    public static ScheduleDays ParseDays(string text) => Only(text, "list of days", (pieces, words) => pieces.Days(words));

    public static SpecialDay ParseSpecialDay(string text) =>
        Only(text, "special day", (pieces, words) => pieces.SpecialDays(words) is [var only]
            ? only
            : throw pieces.Error(0, "it holds several dates; write a special day for each."));

    private static T Only<T>(string text, string what, Func<PieceParser, List<Word>, T> read)
    {
        var pieces = new PieceParser(text, what);
        var words = new Word(text, 0).SplitAtWhiteSpace();
        return words.Count > 0 ? read(pieces, words) : throw pieces.Error(0, "it is empty.");
    }

    private PowerSchedule Read(string text, string? defaultZone)
    {
        var parts = new Word(text, 0).Split('|').ConvertAll(part => new PartParser(_pieces, part, _terms, SetOverride).Read());
        if (parts.Exists(part => part.HasMoments) && !parts.TrueForAll(part => part.HasMoments))
        {
            throw _pieces.Error(0, "one part has moments, and another has windows. All parts have windows, or all have moments.");
        }

        try
        {
            var rules = PowerSchedule.RulesOf(parts.ConvertAll(part => part.Build(defaultZone, isOnly: parts.Count == 1)));
            return _terms.Terms.ProblemWith(rules) is var (term, problem)
                ? throw _pieces.Error(_terms.PositionOf(term), problem)
                : new PowerSchedule(rules, _override, terms: _terms.Terms);
        }
        catch (ArgumentException exception)
        {
            throw _pieces.Error(0, ErrorText.MessageOf(exception), exception);
        }
    }

    private void SetOverride(ScheduleOverride overriding, int position) => _override = _override is null
        ? overriding
        : throw _pieces.Error(position, "there are two overrides; a schedule has at most one.");
}
