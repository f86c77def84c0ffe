using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Text;

/// <summary>
/// Whatever comes in, out comes a schedule that answers, or the error that is meant for it; and soon. A quarter of the inputs unless long
/// tests are on.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    // Far above what any input takes, far below what a search that has gone wild would.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly DateTimeOffset Now = new(2026, 3, 29, 0, 59, 0, TimeSpan.Zero);

    private static readonly string[] Texts =
    [
        "mon-fri 07:00-20:00 Europe/Paris", "24x7", "off; 2026-12-24/2027-01-02 08:00-12:00,14:00-16:00 UTC", "mon-fri 22:00-06:00; sat 10:00-14:00 America/New_York",
        "nov-feb day 1-7,15W,L mon#2,friL 09:00-24:00; dec25,jan1 off; running until 2026-11-21T22:00Z Pacific/Apia", "unmanaged; stopped until 2026-11-21T22:00+01:00",
        "mon-fri start 07:00 stop 20:00,22:00; sat stop 12:00; dec24 stop 12:00; dec25 off; max-runtime 8h Europe/Paris", "max-runtime 90m",
        "mon-fri 08:00-18:00; jan1 off Europe/Paris | mon-fri 09:00-17:00; hibernate else stop; retain; running until forever America/New_York",
    ];

    private static readonly string[] Tags =
    [
        "on", "off", "", "off=(M-F,19);on=(M-F,7)", "off=[(M-F,21),(U,18)];on=[(M-F,6),(U,10)];tz=pt", "Offhours tz=PT", "OFFU3DU28M-FU2C18U29", "'tz=asia/kathmandu'",
    ];

    private static readonly string[] Periods =
    [
        """{"timezone":"Europe/Paris","periods":[{"name":"p","begintime":"09:00","endtime":"17:00","weekdays":["mon-fri/2","L"],"monthdays":"1/7,31W,20-L","months":["jan/3"]}]}""",
        """{"timezone":null,"periods":[{"name":"a","begintime":"00:00","weekdays":["mon#2","friL"]},{"name":"b","endtime":"23:59","monthdays":["*"]}],"override_status":null}""",
        """{"override_status":"stopped"}""",
    ];

    private static readonly string[] Forms =
    [
        """{"Items":[{"type":{"S":"period"},"name":{"S":"o"},"begintime":{"S":"09:00"},"weekdays":{"SS":["mon-fri"]}},{"name":{"S":"uk"},"periods":{"L":[{"S":"o"}]}}],"Count":2}""",
        """{"Schedules":[{"Type":"schedule","Name":"uk","Timezone":"Europe/London","Periods":["o"]}],"Periods":[{"Name":"o","Endtime":"17:00"}]}""",
        """[{"Period":{"Name":"o","Weekdays":["mon"]}},{"Schedule":{"Name":"uk","Periods":["o"],"OverrideStatus":null}}]""",
        """{"TemplateBody":{"Resources":{"S":{"Type":"Custom::ServiceInstanceSchedule","Properties":{"NoStackPrefix":"False","Periods":[{"BeginTime":"9:00","MonthDays":"1-3"}]}}}}}""",
    ];

    private static readonly string[] Catalogs =
    [
        """{"timeZone":"Europe/Paris","calendars":{"fr":["jan1 off","2026-04-06 off"]},"schedules":{"office-hours":"mon-fri 07:00-20:00","night":{"timeZone":"UTC","windows":["22:00-06:00"],"calendars":["fr"],"specialDays":["dec24 08:00-12:00"],"override":{"state":"running","until":"2026-11-21T22:00Z"}}}}""",
    ];

    private static readonly string[] Pieces =
    [
        ";", ",", "-", "/", ":", "=", "#", "(", ")", "[", "]", "\"", "'", " ", "\t", "\n", "\0", "*", "?", "L", "W", "mon", "fri-mon", "day ", "31W", "1/0", "1/99999999999", "0-31", "off", "on",
        "24x7", "until", "running", "07:00-20:00", "24:00", "00:00", "99:99", "2026-02-29", "feb29", "dec24-jan2", "UTC", "Europe/Paris", "u28", "u3b", "tz=", "on=", "{", "}", "null", "true",
        "-1", "1e999", "\\u0000", "\\ud800", "ü", "\u00B2", "\U0001F600", "\uFEFF", "\uD800", "9999-12-31T23:59Z", "0001-01-01", "|", "stop", "start", "22:00", "retain", "hibernate", "else", "force", "max-runtime", "8h", "forever",
    ];

    [Fact]
    public void Parse_RandomAndMutatedTexts_GivesAScheduleOrItsOwnError() => Fuzz(Texts, 70_000, seed: 21, text =>
    {
        var schedule = PowerSchedule.Parse(text);
        Assert.Equal(schedule.ToString(), PowerSchedule.Parse(schedule.ToString()).ToString());
        return schedule;
    });

    [Fact]
    public void Read_RandomAndMutatedTags_GivesOffHoursOrItsOwnError() =>
        Fuzz(Tags, 70_000, seed: 22, text => new CustodianOffHoursPolicy().Read(text).Schedule);

    [Fact]
    public void Parse_RandomAndMutatedPeriods_GivesAScheduleOrItsOwnError() =>
        Fuzz(Periods, 40_000, seed: 23, text => InstanceSchedulerNotation.Parse(text));

    [Fact]
    public void Parse_RandomAndMutatedCatalogs_GivesACatalogOrItsOwnError() =>
        Fuzz(Catalogs, 20_000, seed: 24, text => ScheduleCatalog.Parse(text).Schedules.Values.FirstOrDefault(PowerSchedule.Unmanaged));

    [Fact]
    [Trait("Finding", "F5")]
    public void ParseCatalog_RandomAndMutatedForms_GivesACatalogOrItsOwnError() => Fuzz(
        Forms, 20_000, seed: 25,
        text => InstanceSchedulerNotation.ParseCatalog(text).Schedules.Values.FirstOrDefault(PowerSchedule.Unmanaged));

    private void Fuzz(string[] seeds, int most, uint seed, Func<string, PowerSchedule> parse)
    {
        var inputs = LongTests.AreOn ? most : most / 4;
        var chance = new Chance(seed);
        var slowest = TimeSpan.Zero;
        var read = 0;
        for (var i = 0; i < inputs; i++)
        {
            var input = chance.OneIn(5)
                ? string.Concat(Enumerable.Range(0, chance.Below(40)).Select(_ => chance.Of<string>(Pieces)))
                : Mutated(chance.Of<string>(seeds), chance);
            var started = Stopwatch.GetTimestamp();
            try
            {
                var schedule = parse(input);
                read++;
                Assert.NotEmpty(schedule.DesiredStateAt(Now).Why);
                _ = schedule.NextMoment(Now);
                Assert.True(schedule.LatestMoment(Now, TimeSpan.FromHours(2)) is not { } moment || moment.At <= Now);
            }
            catch (ScheduleFormatException error)
            {
                Assert.InRange(error.Position, 0, input.Length);
                Assert.True(error.Message.Length < 2000, error.Message);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Input {i} of seed {seed}, {JsonSerializer.Serialize(input)}: {exception.Message}", exception);
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs} inputs of seed {seed}, {read} of them schedules; the slowest took {slowest.TotalMilliseconds:0.0} ms."));
        Assert.InRange(read, inputs / 100, inputs);
        Assert.True(slowest < Patience, $"An input took {slowest}.");
    }

    private static string Mutated(string text, Chance chance)
    {
        for (var changes = chance.Below(4); changes >= 0; changes--)
        {
            var at = chance.Below(text.Length + 1);
            var length = Math.Min(chance.Below(6), text.Length - at);
            var piece = chance.Of<string>(Pieces);
            text = chance.Below(6) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, piece),
                2 => text.Insert(at, text.Substring(at, length)),
                3 or 4 => string.Concat(text.AsSpan(0, at), piece, text.AsSpan(at + length)),
                _ => chance.OneIn(10) ? text.Insert(at, string.Concat(Enumerable.Repeat(piece, chance.Below(300)))) : text,
            };
        }

        return text;
    }
}
