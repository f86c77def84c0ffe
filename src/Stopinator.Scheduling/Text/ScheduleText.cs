using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes a schedule of Stopinator's own notation on one line.</summary>
internal static class ScheduleText
{
    public const string Off = "off";
    public const string Unmanaged = "unmanaged";
    public const string DefaultZone = "UTC";

    public static string Of(ScheduleRules rules, ScheduleOverride? overriding)
    {
        var (pieces, needsZone) = rules is WindowRules { Windows: var windows, SpecialDays: var special }
            ? (
                [.. windows.IsEmpty ? [Off] : windows.Select(window => window.ToString()), .. special.Select(day => day.ToString())],
                !rules.IsConstant)
            : (new List<string> { Unmanaged }, needsZone: false);
        if (overriding is not null)
        {
            pieces.Add(overriding.ToString());
        }

        var text = string.Join("; ", pieces);
        return needsZone || rules.Zone.Id != DefaultZone ? $"{text} {rules.Zone.Id}" : text;
    }
}
