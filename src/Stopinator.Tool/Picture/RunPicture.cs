using Spectre.Console;
using Spectre.Console.Rendering;

namespace Stopinator.Tool.Picture;

/// <summary>
/// Shows a run while it goes on. A terminal has a picture that is drawn again. A pipe has a line when a number has changed, and otherwise
/// one a minute.
/// </summary>
internal sealed class RunPicture(IAnsiConsole console, TimeProvider time, PowerPlan plan) : IProgress<PowerProgress>
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private RunState _state = RunState.Before(plan);

    public void Report(PowerProgress value)
    {
        lock (_lock)
        {
            _state = new RunState(plan, value);
        }
    }

    /// <summary>Shows the picture until the run has ended.</summary>
    /// <returns>The report of the run.</returns>
    public async Task<PowerReport> ShowAsync(Func<IProgress<PowerProgress>, Task<PowerReport>> run)
    {
        var running = run(this);
        if (plan.ActingCount == 0)
        {
            return await running;
        }

        if (console.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            await console.Live(Drawing(Lines())).AutoClear(true).StartAsync(live => DrawAsync(live, running));
        }
        else
        {
            await WriteLinesAsync(running);
        }

        return await running;
    }

    // What has not changed is not drawn again, so that nothing flickers.
    private async Task DrawAsync(LiveDisplayContext live, Task running)
    {
        IReadOnlyList<PictureLine> drawn = [];
        while (!running.IsCompleted)
        {
            var lines = Lines();
            if (!lines.SequenceEqual(drawn))
            {
                live.UpdateTarget(Drawing(lines));
                drawn = lines;
            }

            await WaitAsync(running, Redraw);
        }
    }

    private async Task WriteLinesAsync(Task running)
    {
        var (written, at) = ("", TimeSpan.Zero);
        while (true)
        {
            await WaitAsync(running, LineInterval);
            if (running.IsCompleted)
            {
                return;
            }

            var (state, elapsed) = (State, Elapsed);
            var counts = PictureText.InOneLine(state);
            var isNew = counts != written;
            if (isNew || elapsed - at >= LongestSilence)
            {
                console.Write(new Text($"{PictureText.Elapsed(elapsed)}  {counts}{(isNew ? "" : PictureText.SomeInMotion(state))}\n"));
                (written, at) = (counts, elapsed);
            }
        }
    }

    private async Task WaitAsync(Task running, TimeSpan interval)
    {
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(running, Task.Delay(interval, time, ended.Token));
        await ended.CancelAsync();
    }

    private RunState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    private IReadOnlyList<PictureLine> Lines() => PictureText.Lines(State, Elapsed, console.Profile.Width, console.Profile.Height);

    private static Rows Drawing(IReadOnlyList<PictureLine> lines) => new(lines.Select(line => line.Drawing()).ToArray<IRenderable>());
}
