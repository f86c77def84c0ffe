using System.Globalization;
using System.Text;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes and reads the terms of a schedule: <c>hibernate else stop</c>, <c>retain</c>, <c>max-runtime 8h</c>.</summary>
internal static class TermsText
{
    /// <summary>The name of all pieces that tell how to stop.</summary>
    public const string WayToStop = "the way to stop";

    /// <summary>The ways to stop, for a message.</summary>
    public const string WaysToStop = "hibernate, hibernate else stop, skip-os-shutdown and force";

    public const string Hibernate = "hibernate";
    public const string SkipOsShutdown = "skip-os-shutdown";
    public const string Force = "force";
    public const string Retain = "retain";
    public const string MaxRuntime = "max-runtime";

    private const int MostDigits = 6;

    /// <summary>Returns the terms as pieces of a schedule.</summary>
    public static IEnumerable<string> Of(ScheduleTerms terms)
    {
        if (terms.StopMode is { } mode)
        {
            yield return Of(mode, terms.HibernationFallback);
        }

        if (terms.Retains)
        {
            yield return Retain;
        }

        if (terms.MaxRuntime is { } time)
        {
            yield return $"{MaxRuntime} {Of(time)}";
        }
    }

    public static string Of(StopMode mode, HibernationFallback fallback) => mode switch
    {
        StopMode.Hibernate => fallback == HibernationFallback.StopNormally ? $"{Hibernate} else stop" : Hibernate,
        StopMode.SkipOsShutdown => SkipOsShutdown,
        _ => Force,
    };

    public static string Of(TimeSpan time)
    {
        var text = new StringBuilder();
        var (hours, minutes) = ((long)time.TotalHours, time.Minutes);
        if (hours > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hours}h");
        }

        return (minutes > 0 || hours == 0 ? text.Append(CultureInfo.InvariantCulture, $"{minutes}m") : text).ToString();
    }

    /// <summary>Reads a way to stop; null when the text is none.</summary>
    public static (StopMode Mode, HibernationFallback Fallback)? ModeOf(string text) =>
        text.Replace(",", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "HIBERNATE" => (StopMode.Hibernate, HibernationFallback.Skip),
            "HIBERNATE ELSE STOP" => (StopMode.Hibernate, HibernationFallback.StopNormally),
            "SKIP-OS-SHUTDOWN" => (StopMode.SkipOsShutdown, HibernationFallback.Skip),
            "FORCE" => (StopMode.Force, HibernationFallback.Skip),
            _ => null,
        };

    /// <summary>Reads a time: <c>8h</c>, <c>90m</c>, <c>1h30m</c>, <c>2d</c>.</summary>
    public static bool TryRead(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var (number, digits, units) = (0L, 0, "DHM");
        foreach (var letter in text.ToUpperInvariant())
        {
            if (char.IsAsciiDigit(letter) && digits < MostDigits)
            {
                (number, digits) = ((number * 10) + letter - '0', digits + 1);
                continue;
            }

            var unit = units.IndexOf(letter, StringComparison.Ordinal);
            if (unit < 0 || digits == 0)
            {
                return false;
            }

            time += letter switch
            {
                'D' => TimeSpan.FromDays(number),
                'H' => TimeSpan.FromHours(number),
                _ => TimeSpan.FromMinutes(number),
            };
            (number, digits, units) = (0, 0, units[(unit + 1)..]);
        }

        return digits == 0 && text.Length > 0;
    }
}
