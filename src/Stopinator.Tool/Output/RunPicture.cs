using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>
/// Shows a run while it goes on: a picture that is drawn again on a terminal, a line every few seconds on a pipe.
/// </summary>
internal sealed class RunPicture(IAnsiConsole console, TimeProvider time, PowerPlan plan) : IProgress<PowerProgress>
{
    private const int WidestBar = 60;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private PowerProgress _progress = new(plan.Decisions.Length, Requested: 0, plan.Decisions.Length - plan.ActingCount, Calls: 0);

    private PowerProgress Progress
    {
        get
        {
            lock (_lock)
            {
                return _progress;
            }
        }
    }

    public void Report(PowerProgress value)
    {
        lock (_lock)
        {
            _progress = value;
        }
    }

    /// <summary>Shows the picture until the run has ended.</summary>
    /// <returns>The report of the run.</returns>
    public async Task<PowerReport> ShowAsync(Func<IProgress<PowerProgress>, Task<PowerReport>> run)
    {
        var running = run(this);
        if (console.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            await console.Live(Picture()).AutoClear(true).StartAsync(live => DrawAsync(live, running));
        }
        else
        {
            await WriteLinesAsync(running);
        }

        return await running;
    }

    private async Task DrawAsync(LiveDisplayContext live, Task running)
    {
        while (!running.IsCompleted)
        {
            live.UpdateTarget(Picture());
            await WaitAsync(running, Redraw);
        }
    }

    private async Task WriteLinesAsync(Task running)
    {
        while (true)
        {
            await WaitAsync(running, LineInterval);
            if (running.IsCompleted)
            {
                return;
            }

            console.WriteNote($"{Elapsed()}  {Counts()}");
        }
    }

    private async Task WaitAsync(Task running, TimeSpan interval)
    {
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(running, Task.Delay(interval, time, ended.Token));
        await ended.CancelAsync();
    }

    private Rows Picture()
    {
        var width = Math.Max(1, Math.Min(WidestBar, console.Profile.Width - 20));
        var done = plan.ActingCount == 0 ? width : width * Done / plan.ActingCount;
        IRenderable[] lines =
        [
            new Text(
                $"{EnumText.Of(plan.Request.Action)} {Number(plan.ActingCount)} of {Number(plan.SelectedCount)} instances  {Elapsed()}"),
            new Columns(Bar(done, Color.Green), Bar(width - done, Color.Grey))
            {
                Padding = new Padding(0),
                Expand = false,
            },
            new Text(Counts()),
        ];
        return new Rows(lines);
    }

    private static Text Bar(int width, Color color) => new(new string('━', width), new Style(color));

    // Instances that the plan leaves as they are count as settled from the beginning.
    private int Done => Math.Clamp(Progress.Settled - (Progress.Selected - plan.ActingCount), 0, plan.ActingCount);

    private string Counts()
    {
        var inMotion = Math.Max(0, Progress.Requested - Done);
        var waiting = Math.Max(0, plan.ActingCount - Done - inMotion);
        return $"{Number(Done)} of {Number(plan.ActingCount)} done, {Number(inMotion)} in motion, {Number(waiting)} waiting, "
            + $"{Number(Progress.Calls)} {(Progress.Calls == 1 ? "call" : "calls")}";
    }

    private string Elapsed() => time.GetElapsedTime(_start).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
