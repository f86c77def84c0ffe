using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Stopinator.Options;

/// <summary>The bounds of an option that is a time. <see cref="RangeAttribute"/> states those of a number.</summary>
/// <remarks>
/// <see cref="RangeAttribute"/> converts the bounds of any other type by reflection, which a trimmed program cannot rely on. So the bounds
/// and the time are compared as seconds.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeRangeAttribute(string minimum, string maximum) : RangeAttribute(Seconds(minimum), Seconds(maximum))
{
    public override bool IsValid(object? value) => base.IsValid(value is TimeSpan time ? time.TotalSeconds : value);

    private static double Seconds(string time) => TimeSpan.Parse(time, CultureInfo.InvariantCulture).TotalSeconds;
}
