using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes a schedule of Stopinator's own notation on one line.</summary>
internal static class ScheduleText
{
    public const string Off = "off";
    public const string Unmanaged = "unmanaged";
    public const string DefaultZone = "UTC";

    public static string Of(ScheduleRules rules, ScheduleTerms terms, ScheduleOverride? overriding)
    {
        string[] suffixes = [.. Suffixes(terms, overriding)];
        var parts = rules.Parts;
        return string.Join(" | ", parts.Select((part, index) => Of(part, index == parts.Length - 1 ? suffixes : [])));
    }

    /// <summary>Returns the pieces that hold for the whole schedule.</summary>
    public static IEnumerable<string> Suffixes(ScheduleTerms terms, ScheduleOverride? overriding) =>
        overriding is null ? TermsText.Of(terms) : TermsText.Of(terms).Append(overriding.ToString());

    private static string Of(ScheduleRules rules, string[] suffixes)
    {
        IEnumerable<string> pieces = rules switch
        {
            WindowRules own =>
            [
                .. own.Windows.IsEmpty ? [Off] : own.Windows.Select(window => window.ToString()),
                .. own.SpecialDays.Select(day => day.ToString()),
            ],
            MomentRules own => [.. own.Moments.Select(rule => rule.ToString()), .. own.SpecialDays.Select(day => day.ToString())],
            _ => [Unmanaged],
        };
        var text = string.Join("; ", pieces.Concat(suffixes));
        return rules.NeedsZone || rules.Zone.Id != DefaultZone ? $"{text} {rules.Zone.Id}" : text;
    }
}
