using System.Globalization;

namespace Stopinator.Scheduling.Preview;

/// <summary>Formats hours, shares and dates for people, the same in every culture.</summary>
internal static class HourText
{
    public static string Of(TimeSpan time) => Of(time.TotalHours);

    public static string Of(double hours) => string.Create(CultureInfo.InvariantCulture, $"{hours:#,0.##} h");

    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    public static string Day(DateOnly date) => date.ToString("ddd dd MMM", CultureInfo.InvariantCulture);

    public static string LongDay(DateTimeOffset date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    public static string Moment(ScheduleMoment moment) => $"{Moment(moment.At)}  {Text.MomentText.Of(moment.State)}: {moment.Source}";

    public static string Short(ScheduleMoment moment) =>
        string.Create(CultureInfo.InvariantCulture, $"{Text.MomentText.Of(moment.State)} {moment.At:HH:mm}");

    public static string Clock(DateTimeOffset at) => at.ToString("HH:mmzzz", CultureInfo.InvariantCulture);

    public static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Returns a number of things: <c>1 instance</c>, <c>1,200 instances</c>.</summary>
    public static string Count(int count, string thing) => $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";
}
