using NodaTime;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Text;

/// <summary>
/// Reads one part of a schedule, with a time zone of its own. Pieces that hold for the whole schedule, the terms and the override, go to
/// <paramref name="terms"/> and <paramref name="setOverride"/>.
/// </summary>
/// <param name="pieces">The reader of pieces.</param>
/// <param name="part">The text of the part.</param>
/// <param name="terms">The reader of terms.</param>
/// <param name="setOverride">Takes an override and the position of its piece.</param>
internal sealed class PartParser(PieceParser pieces, Word part, TermParser terms, Action<ScheduleOverride, int> setOverride)
{
    private const string Mixed =
        "a schedule has windows or moments, not both. Outside of its windows an instance is stopped, whereas moments ask for nothing " +
        "in the time between them.";

    private readonly List<ScheduleWindow> _windows = [];
    private readonly List<ScheduleMomentRule> _moments = [];
    private readonly List<SpecialDay> _specialDays = [];
    private DateTimeZone? _zone;
    private Word? _keyword;

    /// <summary>True when the part holds moments.</summary>
    public bool HasMoments => _moments.Count > 0 || _specialDays.Exists(day => day.HasMoments);

    /// <summary>The rules that decide; null when the part holds terms only.</summary>
    private bool HasRules => _windows.Count > 0 || _keyword is not null || HasMoments;

    private int Position => part.Position + part.Text.Length - part.Text.TrimStart().Length;

    public PartParser Read()
    {
        var list = part.Split(';').Select(piece => (Piece: piece, Words: piece.SplitAtWhiteSpace())).ToList();
        TakeZone(list[^1].Words);
        if (list.Count > 1 && list[^1].Words.Count == 0 && _zone is not null)
        {
            list.RemoveAt(list.Count - 1);
        }

        foreach (var (piece, words) in list)
        {
            if (words.Count == 0)
            {
                throw pieces.Error(
                    piece.Position,
                    string.IsNullOrWhiteSpace(part.Text)
                        ? "it is empty. Write 'off' to stop always, or 'unmanaged' to leave alone."
                        : "a window such as mon-fri 07:00-20:00 is expected.");
            }

            ReadPiece(words);
        }

        return this;
    }

    /// <summary>Returns the rules of the part.</summary>
    /// <param name="defaultZone">The time zone of a part that names none; null when each part has to name its own.</param>
    /// <param name="isOnly">True when the schedule has no other part.</param>
    /// <exception cref="ArgumentException">The zone is unknown, or the pieces contradict each other.</exception>
    public ScheduleRules Build(string? defaultZone, bool isOnly)
    {
        var zone = _zone ?? (defaultZone is null ? null : TimeZones.Get(defaultZone));
        if (_keyword?.Is(ScheduleText.Unmanaged) == true)
        {
            return _specialDays.Count > 0 ? throw pieces.Error(_keyword.Value.Position, "'unmanaged' takes no special days.")
                : isOnly ? PowerSchedule.UnmanagedRules(zone ?? DateTimeZone.Utc)
                : throw pieces.Error(_keyword.Value.Position, "'unmanaged' stands for a whole schedule, not for one part of it.");
        }

        var onlyRuntime = !HasRules && isOnly && terms.Terms.MaxRuntime is not null && _specialDays.Count == 0;
        if (!HasRules && !onlyRuntime)
        {
            throw pieces.Error(
                Position, "it has no window and no moment. Begin with mon-fri 07:00-20:00, with stop 22:00, with 24x7 or with off.");
        }

        ScheduleRules rules = HasMoments || onlyRuntime
            ? PowerSchedule.MomentRulesOf(zone ?? DateTimeZone.Utc, [.. _moments], [.. _specialDays])
            : PowerSchedule.RulesOf(zone ?? DateTimeZone.Utc, [.. _windows], [.. _specialDays]);
        return zone is not null || !rules.NeedsZone
            ? rules
            : throw pieces.Error(
                part.Position + part.Text.Length, "it names no time zone. Put one at the end, such as Europe/Paris, or UTC.");
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
            throw pieces.Error(name.Position, TimeZones.UnknownMessage(name.Text));
        }
    }

    private void ReadPiece(List<Word> words)
    {
        var first = words[0];
        if (words.Count == 1 && (first.Is(ScheduleText.Off) || first.Is(ScheduleText.Unmanaged)))
        {
            TakeKeyword(first);
        }
        else if (words.Count > 1 && words[1].Is("until"))
        {
            setOverride(pieces.Override(words), first.Position);
        }
        else if (TermParser.IsTerm(first))
        {
            terms.Read(words);
        }
        else if (PieceParser.IsDates(first.Text))
        {
            TakeSpecialDays(words);
        }
        else if (_keyword is { } keyword)
        {
            throw pieces.Error(first.Position, $"a window cannot stand beside '{keyword.Text}'.");
        }
        else if (words.Exists(MomentParser.IsAction))
        {
            _moments.Add(_windows.Count == 0 ? pieces.Moments(words) : throw pieces.Error(first.Position, Mixed));
        }
        else
        {
            var window = pieces.Window(words);
            _windows.Add(HasMoments ? throw pieces.Error(first.Position, Mixed) : window);
        }
    }

    private void TakeKeyword(Word word)
    {
        if (_keyword is not null || _windows.Count > 0 || HasMoments || (word.Is(ScheduleText.Unmanaged) && _specialDays.Count > 0))
        {
            throw pieces.Error(
                word.Position,
                $"'{word.Text}' stands for a whole schedule, and cannot stand beside {(HasMoments ? "moments" : "a window")}. " +
                (HasMoments ? "Moments leave alone by themselves." : "Outside of its windows a schedule is off by itself."));
        }

        _keyword = word;
    }

    private void TakeSpecialDays(List<Word> words)
    {
        foreach (var day in pieces.SpecialDays(words))
        {
            if (_specialDays.Exists(other => other.Dates == day.Dates))
            {
                throw pieces.Error(
                    words[0].Position,
                    day.HasMoments
                        ? $"{day.Dates} is given twice. Put all its moments in one, such as {day.Dates} start 08:00 stop 12:00."
                        : $"{day.Dates} is given twice. Put all its hours in one, such as {day.Dates} 08:00-10:00,14:00-16:00.");
            }

            _specialDays.Add(day);
        }

        if (HasMoments && (_windows.Count > 0 || _keyword is not null || _specialDays.Exists(day => !day.Hours.IsEmpty)))
        {
            throw pieces.Error(words[0].Position, Mixed);
        }
    }
}
