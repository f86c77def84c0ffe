using System.Globalization;
using Stopinator.Hosting.Work;

namespace Stopinator.Hosting.Tests.Work;

public sealed class TicksTests
{
    [Theory]
    [InlineData("00:05:00", "2026-11-20T10:04:59Z", "2026-11-20T10:00:00Z", "00:00:01")]
    [InlineData("00:05:00", "2026-11-20T10:05:00Z", "2026-11-20T10:05:00Z", "00:05:00")]
    [InlineData("00:05:00", "2026-11-20T11:03:00+01:00", "2026-11-20T10:00:00Z", "00:02:00")]
    [InlineData("06:00:00", "2026-11-20T11:00:00Z", "2026-11-20T06:00:00Z", "01:00:00")]
    [InlineData("1.00:00:00", "2026-11-20T11:00:00Z", "2026-11-20T00:00:00Z", "13:00:00")]
    public void Tick_OfAnInterval_IsAMultipleOfIt(string interval, string now, string latest, string untilNext)
    {
        var ticks = new Ticks(TimeSpan.Parse(interval, CultureInfo.InvariantCulture));

        var instant = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

        Assert.Equal(DateTimeOffset.Parse(latest, CultureInfo.InvariantCulture), ticks.LatestAt(instant));
        Assert.Equal(TimeSpan.Parse(untilNext, CultureInfo.InvariantCulture), ticks.UntilNext(instant));
    }

    // A timer would cut the rest off, and the wait would end before the tick.
    [Fact]
    public void UntilNext_AFractionOfAMillisecond_IsAWholeOne()
    {
        var now = new DateTimeOffset(2026, 11, 20, 10, 5, 0, TimeSpan.Zero).AddTicks(-1);

        Assert.Equal(TimeSpan.FromMilliseconds(1), new Ticks(TimeSpan.FromMinutes(5)).UntilNext(now));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(10, 1)]
    [InlineData(60, 11)]
    [InlineData(-60, 0)]
    public void Between_TwoTicks_CountsThoseThatWereMissed(int minutes, long expected)
    {
        var tick = new DateTimeOffset(2026, 11, 20, 10, 5, 0, TimeSpan.Zero);

        Assert.Equal(expected, new Ticks(TimeSpan.FromMinutes(5)).Between(tick, tick.AddMinutes(minutes)));
    }
}
