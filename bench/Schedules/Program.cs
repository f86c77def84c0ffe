// DesiredStateAt of a parsed schedule on one core, beside an evaluator that works everything out anew on every question; and parsing.
// LatestMoment of the same days and hours as moments, too. Fails below 2,000,000 evaluations a second, where moments are below half of the
// windows, on any allocation, above a millisecond for a text of 256 characters, and above 10 ms or 1 MB
// for a question to a text that was written to cost much.
//
//   dotnet run -c Release --project bench/Schedules

using System.Globalization;
using Stopinator.Bench.Schedules;
using Stopinator.Scheduling;

const int Evaluations = 2_000_000;
const int NaiveEvaluations = 40_000;
const int Parses = 1_000;
const double Wanted = 2_000_000;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
var isFast = true;

Console.WriteLine("DesiredStateAt at instants all over a year, a second of one core's time:\n");
Console.WriteLine($"{"schedule",-72} {"evaluations/s",16} {"bytes each",10} {"naive/s",12} {"ratio",8}");
foreach (var text in new[]
{
    "mon-fri 07:00-20:00 Europe/Paris",
    "mon-fri 22:00-06:00; sat 10:00-14:00 America/New_York",
    "mon-fri 07:00-12:00,13:00-20:00; dec25 off; 2026-12-24 08:00-12:00 Asia/Tokyo",
})
{
    var schedule = PowerSchedule.Parse(text);
    var naive = new NaiveSchedule(schedule);
    for (var i = 0; i < NaiveEvaluations; i++)
    {
        if (naive.IsRunningAt(At(i)) != (schedule.DesiredStateAt(At(i)).State == DesiredState.Running))
        {
            throw new InvalidOperationException($"The two disagree on '{text}' at {At(i):u}.");
        }
    }

    var slow = Measured.Of(NaiveEvaluations, () => Count(NaiveEvaluations, at => naive.IsRunningAt(at)));
    Print(text, schedule, slow);
}

Print("Instance Scheduler: mon-fri 09:00-17:00", InstanceSchedulerNotation.Parse(
    """{"timezone":"Europe/London","periods":[{"name":"office","begintime":"09:00","endtime":"17:00","weekdays":"mon-fri"}]}"""));
Print("Cloud Custodian: off=(m-f,19);on=(m-f,7)", new CustodianOffHoursPolicy().Read("off=(m-f,19);on=(m-f,7)").Schedule);

var windows = Print("mon-fri 07:00-20:00 Europe/Paris", PowerSchedule.Parse("mon-fri 07:00-20:00 Europe/Paris"));
var moments = Print("mon-fri start 07:00 stop 20:00 Europe/Paris", PowerSchedule.Parse("mon-fri start 07:00 stop 20:00 Europe/Paris"));
Console.WriteLine($"\nmoments at {moments / windows:0.00} of the windows (at least 0.50)");
isFast &= moments >= windows / 2;

Console.WriteLine("\nParsing, texts of up to 256 characters:\n");
foreach (var text in new[]
{
    "mon-fri 07:00-20:00 Europe/Paris",
    "nov-feb day 1-7,15W,L mon#2,friL 07:00-12:00,13:00-20:00; mar-oct mon-fri 06:00-22:00; sat 10:00-14:00; dec25,dec26,jan1,may1 off; 2026-12-24/2026-12-31 08:00-12:00; 2027-03-29 off; running until 2026-11-21T22:00Z America/Argentina/Buenos_Aires",
    string.Concat(Enumerable.Repeat("mon;", 63)) + "UTC",
    "mon-fri 07:00-20:00 America/Argentina/Bueno_Aires",
})
{
    var parse = Measured.Of(Parses, () => Parsed(text));
    var microseconds = 1e6 / parse.PerSecond;
    isFast &= microseconds <= 1000 && text.Length <= 256;
    Console.WriteLine($"{Shortened(text),-72} {text.Length,4} characters {microseconds,8:0.0} us{(PowerSchedule.TryParse(text, out _) ? "" : ", refused")}");
}

isFast &= Hostile.Print();
Console.WriteLine(isFast ? "\nwithin the limits" : "\nOUT OF THE LIMITS");
return isFast ? 0 : 1;

// A stride that comes to every hour of the week and every part of the year.
DateTimeOffset At(int i) => start.AddSeconds(i * 7919L % (365 * 86_400));

double Print(string name, PowerSchedule schedule, Measured? naive = null)
{
    var within = TimeSpan.FromHours(2);
    var fast = Measured.Of(Evaluations, () => Count(Evaluations, schedule.HasMoments
        ? at => schedule.LatestMoment(at, within) is not null
        : at => schedule.DesiredStateAt(at).State == DesiredState.Running));

    // The closures of a round are not those of an evaluation.
    isFast &= fast.PerSecond >= Wanted && fast.Bytes < 0.001;
    var beside = naive is { } slow ? $"{slow.PerSecond,12:N0} {fast.PerSecond / slow.PerSecond,8:N0}" : "";
    Console.WriteLine($"{Shortened(name),-72} {fast.PerSecond,16:N0} {fast.Bytes,10:0.000} {beside}");
    return fast.PerSecond;
}

int Count(int calls, Func<DateTimeOffset, bool> isRunning)
{
    var running = 0;
    for (var i = 0; i < calls; i++)
    {
        running += isRunning(At(i)) ? 1 : 0;
    }

    return running;
}

static int Parsed(string text)
{
    var read = 0;
    for (var i = 0; i < Parses; i++)
    {
        read += PowerSchedule.TryParse(text, out _) ? 1 : 0;
    }

    return read;
}

static string Shortened(string text) => text.Length <= 72 ? text : $"{text[..69]}...";
