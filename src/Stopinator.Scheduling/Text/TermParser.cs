using Stopinator.Diagnostics;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Text;

/// <summary>Reads the pieces that hold at all times: <c>hibernate else stop</c>, <c>retain</c>, <c>max-runtime 8h</c>.</summary>
internal sealed class TermParser(PieceParser pieces)
{
    private readonly Dictionary<string, int> _positions = [];

    private static readonly string[] Names =
        [TermsText.Hibernate, TermsText.SkipOsShutdown, TermsText.Force, TermsText.Retain, TermsText.MaxRuntime];

    /// <summary>The terms that were read.</summary>
    public ScheduleTerms Terms { get; private set; } = ScheduleTerms.None;

    public static bool IsTerm(Word word) => Names.Contains(word.Text.TrimEnd(','), StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the position of a term that was read.</summary>
    public int PositionOf(string term) => _positions.GetValueOrDefault(term);

    /// <summary>Reads one piece.</summary>
    public void Read(List<Word> words)
    {
        var first = words[0];
        if (first.Is(TermsText.Retain))
        {
            Once(TermsText.Retain, first);
            End(words, 1);
            Terms = Terms with { Retains = true };
        }
        else if (first.Is(TermsText.MaxRuntime))
        {
            Once(TermsText.MaxRuntime, first);
            End(words, 2);
            Terms = Terms with { MaxRuntime = Runtime(first, words.Count > 1 ? words[1] : null) };
        }
        else
        {
            Once(TermsText.WayToStop, first);
            var text = string.Join(' ', words.Select(word => word.Text));
            var (mode, fallback) = TermsText.ModeOf(text) ?? throw pieces.Error(
                first.Position,
                $"{ErrorText.Quote(text)} is not a way to stop; those are {TermsText.WaysToStop}.");
            Terms = Terms with { StopMode = mode, HibernationFallback = fallback };
        }
    }

    private static bool IsInBounds(TimeSpan time) => time >= ScheduleTerms.ShortestRuntime && time <= ScheduleTerms.LongestRuntime;

    private TimeSpan Runtime(Word first, Word? given)
    {
        const string Example = "such as 8h, 90m or 1h30m";
        return given is not { } word
            ? throw pieces.Error(first.Position + first.Text.Length, $"after 'max-runtime' a time is expected, {Example}.")
            : !TermsText.TryRead(word.Text, out var time)
                ? throw pieces.Error(word.Position, $"{ErrorText.Quote(word.Text)} is not a time, {Example}.")
                : IsInBounds(time) ? time
                : throw pieces.Error(
                    word.Position, $"max-runtime takes {ScheduleTerms.RuntimeBounds}, not {ErrorText.Quote(word.Text)}.");
    }

    private void Once(string term, Word word)
    {
        if (!_positions.TryAdd(term, word.Position))
        {
            throw pieces.Error(word.Position, $"the schedule has two pieces for {term}; a schedule has at most one.");
        }
    }

    private void End(List<Word> words, int count)
    {
        if (words.Count > count)
        {
            throw pieces.Error(
                words[count].Position, $"{ErrorText.Quote(words[count].Text)} is not expected here. Put ';' between the pieces.");
        }
    }
}
