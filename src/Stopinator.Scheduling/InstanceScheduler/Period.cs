using System.Globalization;
using NodaTime;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Calendar;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>A period of AWS Instance Scheduler: conditions on the day, a begin and an end. The begin or the end may be missing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Begin">The minute of the day at which it begins; null when the period has no begin.</param>
/// <param name="End">The minute of the day at which it ends; null when the period has no end.</param>
/// <param name="Days">The days on which it applies.</param>
internal sealed record Period(string Name, int? Begin, int? End, DayRule Days)
{
    public bool IsOneSided => Begin is null != End is null;

    /// <summary>Returns the state that the period asks for. Unmanaged is the state that Instance Scheduler calls any.</summary>
    public DesiredState StateAt(LocalDate date, int minute) =>
        !Days.Contains(date) ? DesiredState.Stopped
        : (Begin, End) switch
        {
            (null, null) => DesiredState.Running,
            ({ } begin, null) => minute >= begin ? DesiredState.Running : DesiredState.Unmanaged,
            (null, { } end) => minute >= end ? DesiredState.Stopped : DesiredState.Unmanaged,
            ({ } begin, { } end) => begin <= minute && minute < end ? DesiredState.Running : DesiredState.Stopped,
        };

    /// <summary>Returns the period as text for people, e.g. <c>office (mon-fri 09:00-17:00)</c>.</summary>
    public override string ToString()
    {
        var hours = Begin is null && End is null ? "" : $"{Time(Begin)}-{Time(End)}";
        var parts = new[] { DaysText.Of(Days), hours }.Where(part => part.Length > 0).DefaultIfEmpty("every day");
        return $"{ErrorText.Clean(Name)} ({string.Join(' ', parts)})";

        static string Time(int? minute) =>
            minute is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time / 60:00}:{time % 60:00}") : "";
    }
}
