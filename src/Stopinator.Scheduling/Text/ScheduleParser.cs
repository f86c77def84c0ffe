using NodaTime;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>
/// Reads the one-line notation:
/// <code>
/// schedule = piece { ";" piece } [ zone ]
/// piece    = "off" | "unmanaged" | window | special | override
/// window   = "24x7" | [ months ] [ "day" monthdays ] [ weekdays ] [ hours ]
/// special  = dates ( "off" | "on" | hours )
/// override = ( "running" | "stopped" | "unmanaged" ) "until" instant
/// </code>
/// </summary>
internal sealed class ScheduleParser
{
    /// <summary>The limit of windows: above any schedule that people write, and quick to evaluate.</summary>
    public const int MaxWindows = 256;

    /// <summary>The limit of special days: enough for several years of every holiday.</summary>
    public const int MaxSpecialDays = 1024;

    private readonly PieceParser _pieces;
    private readonly List<ScheduleWindow> _windows = [];
    private readonly List<SpecialDay> _specialDays = [];
    private ScheduleOverride? _override;
    private DateTimeZone? _zone;
    private Word? _keyword;

    private ScheduleParser(string text, string what) => _pieces = new PieceParser(text, what);

    public static PowerSchedule Parse(string text, string? defaultZone)
    {
        var parser = new ScheduleParser(text, "schedule");
        return parser.Read(text, defaultZone);
    }

    public static ScheduleWindow ParseWindow(string text) => Only(text, "window", (pieces, words) => pieces.Window(words));

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
        var pieces = new Word(text, 0).Split(';').Select(piece => (Piece: piece, Words: piece.SplitAtWhiteSpace())).ToList();
        TakeZone(pieces[^1].Words);
        if (pieces.Count > 1 && pieces[^1].Words.Count == 0 && _zone is not null)
        {
            pieces.RemoveAt(pieces.Count - 1);
        }

        foreach (var (piece, words) in pieces)
        {
            if (words.Count == 0)
            {
                throw _pieces.Error(
                    piece.Position,
                    string.IsNullOrWhiteSpace(text)
                        ? "it is empty. Write 'off' to stop always, or 'unmanaged' to leave alone."
                        : "a window such as mon-fri 07:00-20:00 is expected.");
            }

            ReadPiece(words);
        }

        return Build(defaultZone);
    }

    private void TakeZone(List<Word> words)
    {
        if (words.Count > 0 && TimeZones.Find(words[^1].Text) is { } zone)
        {
            _zone = zone;
            words.RemoveAt(words.Count - 1);
        }
        else if (TimeZones.WindowsNameAtEnd(words) is { } name)
        {
            throw _pieces.Error(name.Position, TimeZones.UnknownMessage(name.Text));
        }
    }

    private void ReadPiece(List<Word> words)
    {
        var first = words[0];
        if (words.Count == 1 && (first.Is(ScheduleText.Off) || first.Is(ScheduleText.Unmanaged)))
        {
            if (_keyword is not null || _windows.Count > 0 || (first.Is(ScheduleText.Unmanaged) && _specialDays.Count > 0))
            {
                throw _pieces.Error(
                    first.Position,
                    $"'{first.Text}' stands for a whole schedule, and cannot stand beside a window. Outside of its " +
                    "windows a schedule is off by itself.");
            }

            _keyword = first;
        }
        else if (words.Count > 1 && words[1].Is("until"))
        {
            _override = _override is null
                ? _pieces.Override(words)
                : throw _pieces.Error(first.Position, "there are two overrides; a schedule has at most one.");
        }
        else if (PieceParser.IsDates(first.Text))
        {
            foreach (var day in _pieces.SpecialDays(words))
            {
                if (_specialDays.Exists(other => other.Dates == day.Dates))
                {
                    throw _pieces.Error(
                        first.Position,
                        $"{day.Dates} is given twice. Put all its hours in one, such as {day.Dates} 08:00-10:00,14:00-16:00.");
                }

                _specialDays.Add(day);
            }
        }
        else if (_keyword is { } keyword)
        {
            throw _pieces.Error(first.Position, $"a window cannot stand beside '{keyword.Text}'.");
        }
        else
        {
            _windows.Add(_pieces.Window(words));
        }
    }

    private PowerSchedule Build(string? defaultZone)
    {
        if (_windows.Count == 0 && _keyword is null)
        {
            throw _pieces.Error(0, "it has no window. Begin with one, with 24x7 or with off.");
        }

        try
        {
            var zone = _zone ?? (defaultZone is null ? null : TimeZones.Get(defaultZone));
            if (_keyword?.Is(ScheduleText.Unmanaged) == true)
            {
                return _specialDays.Count == 0
                    ? PowerSchedule.UnmanagedIn(zone ?? DateTimeZone.Utc).WithOverride(_override)
                    : throw _pieces.Error(_keyword.Value.Position, "'unmanaged' takes no special days.");
            }

            var rules = PowerSchedule.RulesOf(zone ?? DateTimeZone.Utc, [.. _windows], [.. _specialDays]);
            return zone is not null || rules.IsConstant
                ? new PowerSchedule(rules, _override)
                : throw _pieces.Error(_pieces.End, "it names no time zone. Put one at the end, such as Europe/Paris, or UTC.");
        }
        catch (ArgumentException exception)
        {
            throw _pieces.Error(0, ErrorText.MessageOf(exception), exception);
        }
    }
}
