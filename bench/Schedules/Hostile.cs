using System.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Bench.Schedules;

/// <summary>Texts of a tag that were written to cost much, each parsed anew and asked every question.</summary>
internal static class Hostile
{
    /// <summary>The limits of one question.</summary>
    private const double MostMilliseconds = 10;

    private const long MostBytes = 1 << 20;
    private const int Rounds = 5;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 20, 30, 0, TimeSpan.Zero);

    private static readonly string[] Texts =
    [
        "0001-01-01/9999-12-31 off; 24x7 UTC",
        "9999-12-31 off; feb day 31 Europe/Paris",
        "day 1-15 12:00-06:00,06:00-12:00; day 16-L 12:00-06:00,06:00-12:00 Europe/Paris",
        "mar sunL 02:00-03:00; 9999-12-31 off Europe/Paris",
        "running until 9999-12-31T00:00Z; mon-fri 07:00-20:00 Europe/Paris",
        string.Concat(Enumerable.Repeat("feb day 31;", 22)) + "Europe/Paris",
        string.Concat(Enumerable.Repeat("mon-sun;", 30)) + "Europe/Paris",
        "0001-01-01/9999-12-31 off; feb day 31 stop 22:00 Europe/Paris",
        string.Concat(Enumerable.Repeat("feb day 31 stop 22:00;", 11)) + "Europe/Paris",
        "00:00-12:00 UTC | 12:00-24:00 Europe/Paris | 11:00-13:00 UTC | 23:00-01:00 Europe/Paris",
        "jan-jun Europe/Paris | jul-dec UTC | jan day 1 UTC | jun day 30 UTC",
        string.Join(" | ", Enumerable.Repeat("feb day 31 Europe/Paris", 4)),
        string.Join(',', Enumerable.Range(0, 22).Select(hour => $"{hour}:02-{hour}:01")) + " Europe/Paris",
    ];

    private static readonly (string Name, Action<PowerSchedule> Ask)[] Questions =
    [
        ("state", schedule => schedule.DesiredStateAt(Now)),
        ("next", schedule => schedule.NextTransition(Now)),
        ("range", schedule => _ = schedule.Transitions(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Take(3).Count()),
        ("moment", schedule => schedule.NextMoment(Now)),
        ("preview", schedule => SchedulePreview.WeekAhead(schedule, Now).ToString()),
    ];

    /// <summary>Prints the costs.</summary>
    /// <returns>Whether all are within the limits.</returns>
    public static bool Print()
    {
        Console.WriteLine("\nQuestions to texts that were written to cost much, the best of some rounds:\n");
        Console.WriteLine($"{"text",-72}{string.Concat(Questions.Select(question => $" {question.Name,18}"))}");
        var isWithin = true;
        foreach (var text in Texts)
        {
            var costs = Questions.Select(question => CostOf(text, question.Ask)).ToList();
            isWithin &= costs.TrueForAll(cost => cost.Milliseconds <= MostMilliseconds && cost.Bytes <= MostBytes);
            var row = costs.Select(cost => $" {cost.Milliseconds,7:0.00} ms {cost.Bytes / 1024,5:N0} KB");
            Console.WriteLine($"{(text.Length <= 72 ? text : $"{text[..69]}..."),-72}{string.Concat(row)}");
        }

        return isWithin;
    }

    private static (double Milliseconds, long Bytes) CostOf(string text, Action<PowerSchedule> ask)
    {
        var best = (Milliseconds: double.MaxValue, Bytes: long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var schedule = PowerSchedule.Parse(text);
            var (started, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            ask(schedule);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            best = (Math.Min(best.Milliseconds, Stopwatch.GetElapsedTime(started).TotalMilliseconds), Math.Min(best.Bytes, bytes));
        }

        return best;
    }
}
