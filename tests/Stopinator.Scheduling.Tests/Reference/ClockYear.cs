using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>
/// The local time of a zone, minute by minute through a year and a few days around it. Knows nothing but the offset at each instant, so
/// that gaps and repeated hours are found by looking at the clock.
/// </summary>
internal sealed class ClockYear
{
    private const int MarginDays = 8;
    private const int MinutesOfDay = 24 * 60;

    private readonly int[] _local;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int _lowest;
    private readonly LocalDate _epoch;
    private readonly LocalDate[] _dates;

    public ClockYear(string zone, int year)
    {
        Zone = zone;
        Start = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-MarginDays);
        _epoch = LocalDate.FromDateTime(Start.DateTime).PlusDays(-2);
        _dates = [.. Enumerable.Range(0, 366 + (2 * MarginDays) + 5).Select(_epoch.PlusDays)];
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var count = (366 + (2 * MarginDays)) * MinutesOfDay;
        _local = new int[count];
        for (var minute = 0; minute < count; minute++)
        {
            var offset = tz.GetUtcOffset(Instant.FromDateTimeOffset(Start.AddMinutes(minute)));
            _local[minute] = (2 * MinutesOfDay) + minute + (offset.Seconds / 60);
        }

        Changes = [.. Enumerable.Range(1, count - 1).Where(minute => _local[minute] != _local[minute - 1] + 1)];
        _lowest = _local.Min();
        var size = _local.Max() - _lowest + 1;
        (_first, _last) = (new int[size], new int[size]);
        Array.Fill(_first, -1);
        for (var minute = 0; minute < count; minute++)
        {
            var shown = _local[minute] - _lowest;
            _first[shown] = _first[shown] < 0 ? minute : _first[shown];
            _last[shown] = minute;
        }

        // A time that no clock shows: both count at the first instant that shows a later one.
        for (var shown = size - 2; shown >= 0; shown--)
        {
            if (_first[shown] < 0)
            {
                _first[shown] = _last[shown] = _first[shown + 1];
            }
        }
    }

    public string Zone { get; }

    /// <summary>The instant of minute 0.</summary>
    public DateTimeOffset Start { get; }

    public int Count => _local.Length;

    /// <summary>The minutes at which a clock jumps.</summary>
    public IReadOnlyList<int> Changes { get; }

    /// <summary>The first and the last minute of the year itself; around them there is not all that is needed.</summary>
    public (int First, int Last) Year => (MarginDays * MinutesOfDay, _local.Length - (MarginDays * MinutesOfDay));

    /// <summary>The dates that matter to the minutes.</summary>
    public IEnumerable<LocalDate> Dates => Enumerable.Range(4, (_local.Length / MinutesOfDay) - 4).Select(_epoch.PlusDays);

    /// <summary>The local time that the clocks show.</summary>
    public (LocalDate Date, int Minute) LocalAt(int minute) => (_dates[_local[minute] / MinutesOfDay], _local[minute] % MinutesOfDay);

    /// <summary>The first minute at which the clocks show a time.</summary>
    public int FirstPass(LocalDate date, int minute) => _first[Shown(date, minute)];

    /// <summary>The last minute at which the clocks show a time.</summary>
    public int LastPass(LocalDate date, int minute) => _last[Shown(date, minute)];

    public DateTimeOffset InstantOf(int minute) => Start.AddMinutes(minute);

    private int Shown(LocalDate date, int minute) =>
        Math.Clamp((Period.Between(_epoch, date, PeriodUnits.Days).Days * MinutesOfDay) + minute - _lowest, 0, _first.Length - 1);
}
