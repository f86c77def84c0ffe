using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Text;

/// <summary>
/// Texts of a tag's length that somebody wrote to do harm, or by chance: each is refused by its own error, or reads back from its text and answers
/// every question within a megabyte. <c>STOPINATOR_SEEDS</c> says how many; 3,000 by default.
/// </summary>
[Trait("Finding", "7")]
public sealed class HostileScheduleTests(ITestOutputHelper output)
{
    private const int Longest = 256;

    // Machines that share their cores now and then stop for a while.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("STOPINATOR_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 3_000;

    private static readonly string[] Days =
        ["mon-fri", "mon", "sat,sun", "mon#2", "friL", "mon#5", "day 31", "day 1-15", "day L", "day 31W", "feb day 29", "feb day 31", "jan-dec", "nov-feb", "mar sunL", "day 29 mon", "MO-FR", "mon-sun"];

    private static readonly string[] Hours =
        ["07:00-20:00", "22:00-06:00", "00:00-24:00", "02:00-03:00", "12:00-11:59", "0:00-0:01", "23:59-24:00", "00:00-23:59", "12:00-06:00,06:00-12:00", "24:00-01:00", "7-20", "1:00-1:00"];

    private static readonly string[] Dates =
        ["dec25", "feb29", "dec24-jan2", "jan1-dec31", "2026-11-20", "0001-01-01/9999-12-31", "9999-12-31", "0001-01-01", "2026-11-01/2027-11-01", "5000-01-01/6000-01-01", "2026-02-30", "2000-01-01/9999-12-30"];

    private static readonly string[] Zones = ["Europe/Paris", "UTC", "Pacific/Apia", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "W. Europe Standard Time", "BRT", "Europe/Pari", "EST", "", ""];

    private static readonly string[] Others =
        ["off", "24x7", "unmanaged", "running until 2026-11-21T22:00Z", "stopped until 9999-12-31T23:59Z", "unmanaged until 0001-01-01T00:00Z", "\u202E", "\0", "\uD800", ";", " ", "until", "true", "\u001b[2J", "on=(m-f,7)"];

    [Fact]
    public void Parse_OfHostileTexts_GivesAScheduleThatIsCheapOrItsOwnError()
    {
        var chance = new Chance(77);
        var (read, dearest, slowest) = (0, (Bytes: 0L, Text: ""), TimeSpan.Zero);
        for (var i = 0; i < Count; i++)
        {
            var text = NextText(chance);
            var started = Stopwatch.GetTimestamp();
            try
            {
                var bytes = Check(text);
                read++;
                dearest = bytes > dearest.Bytes ? (bytes, text) : dearest;
            }
            catch (ScheduleFormatException error)
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.InRange(error.Message.Length, 1, 1_000);
                Assert.DoesNotContain(
                    error.Message, character => char.IsControl(character) || char.IsSurrogate(character) || character == '\u202E');
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Text {i}, {JsonSerializer.Serialize(text)}: {exception.Message}", exception);
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count} texts, {read} of them schedules; at most {dearest.Bytes} bytes a question ({dearest.Text}); all questions of one took up to {slowest.TotalMilliseconds:0.0} ms."));
        Assert.InRange(read, Count / 10, Count);
        Assert.True(slowest < Patience, $"A text took {slowest}.");
    }

    private static long Check(string text)
    {
        var schedule = PowerSchedule.Parse(text);
        Assert.Equal(schedule.ToString(), PowerSchedule.Parse(schedule.ToString()).ToString());

        // What a time zone or a method costs once is no cost of the text.
        var (question, bytes) = Cost.Dearest(() => PowerSchedule.Parse(text));
        (question, bytes) = bytes > Cost.Most ? Cost.Dearest(() => PowerSchedule.Parse(text)) : (question, bytes);
        Assert.True(bytes <= Cost.Most, $"{bytes} bytes for '{question}'");
        return bytes;
    }

    private static string NextText(Chance chance)
    {
        var pieces = chance.Several(chance.OneIn(5) ? 60 : 4, () => Piece(chance));
        var zone = chance.Of<string>(Zones);
        var text = string.Join("; ", pieces);
        while (text.Length + zone.Length + 1 > Longest)
        {
            text = text[..text.LastIndexOf(';')];
        }

        return $"{text} {zone}".TrimEnd();
    }

    private static string Piece(Chance chance) => chance.Below(12) switch
    {
        0 or 1 or 2 or 3 => $"{chance.Of<string>(Days)} {chance.Of<string>(Hours)}",
        4 => chance.Of<string>(Hours),
        5 => chance.Of<string>(Days),
        6 or 7 => $"{chance.Of<string>(Dates)} off",
        8 => $"{chance.Of<string>(Dates)} on",
        9 or 10 => $"{chance.Of<string>(Dates)} {chance.Of<string>(Hours)}",
        _ => chance.OneIn(3) ? chance.Of<string>(Others) : chance.Of<string>(Days),
    };
}
