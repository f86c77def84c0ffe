using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>One of the three fields of a period that tell on which days the period applies.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="What">The description of its items.</param>
/// <param name="Lowest">The lowest number.</param>
/// <param name="Highest">The highest number.</param>
/// <param name="ValueOf">The number of a name; below the lowest for an unknown name.</param>
internal sealed record DayField(string Name, string What, int Lowest, int Highest, Func<string, int> ValueOf)
{
    public static DayField Weekdays { get; } = new("weekdays", "a day of the week", 0, 6, DateNames.WeekdayOf);

    public static DayField Monthdays { get; } = new("monthdays", "a day of the month", 1, 31, _ => 0);

    public static DayField Months { get; } = new("months", "a month", 1, 12, DateNames.MonthOf);

    public int Count => Highest - Lowest + 1;

    /// <summary>True when a range may begin after it ends.</summary>
    public bool Wraps => this != Monthdays;
}
