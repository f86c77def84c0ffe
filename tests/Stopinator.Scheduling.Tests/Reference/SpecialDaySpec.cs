using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>Dates with other hours, or with none.</summary>
internal sealed record SpecialDaySpec(
    string Dates, bool IsYearly, int Length, Func<LocalDate, bool> Contains, List<(int Begin, int End)> Hours)
{
    public override string ToString() => $"{Dates} {(Hours.Count == 0 ? "off" : WindowSpec.HoursText(Hours))}";
}
