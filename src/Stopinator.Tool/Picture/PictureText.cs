using System.Globalization;
using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Picture;

/// <summary>Says the progress of a run in lines, as far as they fit into a console.</summary>
internal static class PictureText
{
    private const int MostLines = 24;
    private const int MostNamed = 3;
    private const int WidestBar = 60;
    private const int WidestWaveBar = 20;

    /// <summary>Returns the picture. It has fewer lines than the console, and no line is as wide as the console.</summary>
    public static IReadOnlyList<PictureLine> Lines(RunState state, TimeSpan elapsed, int width, int height)
    {
        var most = Math.Clamp(height - 1, 1, MostLines);
        width = Math.Max(1, width - 1);
        List<PictureLine> lines = [.. Head(state, elapsed, width)];
        if (state.Waves() is { Count: > 0 } waves)
        {
            AddBlock(lines, WaveLines(waves, width, (most - lines.Count) / 2), width);
        }

        AddBlock(lines, MotionLines.Of(state.InMotion, width, most - lines.Count - 1), width);
        return lines.Count > most ? lines[..most] : lines;
    }

    /// <summary>Returns the counts in one line.</summary>
    public static string InOneLine(RunState state)
    {
        var outcomes = Outcomes(state);
        return Counts(state, outcomes.Length == 0 ? "" : $" ({outcomes})");
    }

    /// <summary>Names a few of the instances in motion after a line of counts; empty without one.</summary>
    public static string SomeInMotion(RunState state)
    {
        var named = state.InMotion.Take(MostNamed).Select(instance => PictureLine.Clean(string.Join(
            ' ', new[] { instance.Decision.InstanceId, instance.Decision.Instance?.Name, EnumText.Of(instance.State) }.OfType<string>())));
        var more = state.InMotion.Count > MostNamed ? $", and {Number(state.InMotion.Count - MostNamed)} more" : "";
        return state.InMotion.Count == 0 ? "" : $"; in motion: {string.Join(", ", named)}{more}";
    }

    public static string Elapsed(TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalHours}:{elapsed:mm\\:ss}");

    public static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static IEnumerable<PictureLine> Head(RunState state, TimeSpan elapsed, int width)
    {
        var plan = state.Plan;
        yield return new PictureLine(width).Add(
            $"{EnumText.Of(plan.Request.Action)} {Number(plan.ActingCount)} of {Number(plan.SelectedCount)} instances  {Elapsed(elapsed)}");
        yield return Bar(new PictureLine(width), Math.Min(WidestBar, width - 6), state.Done, plan.ActingCount)
            .Add(string.Create(CultureInfo.InvariantCulture, $" {100L * state.Done / plan.ActingCount,3} %"));
        yield return new PictureLine(width).Add(Counts(state));
        if (Outcomes(state) is { Length: > 0 } outcomes)
        {
            yield return new PictureLine(width).Add(outcomes);
        }
    }

    private static string Counts(RunState state, string outcomes = "") =>
        $"{Number(state.Done)} of {Number(state.Plan.ActingCount)} done{outcomes}, {Number(state.InMotion.Count)} in motion, "
        + $"{Number(state.Waiting)} waiting, {Number(state.Calls)} {(state.Calls == 1 ? "call" : "calls")}";

    private static string Outcomes(RunState state) =>
        string.Join(", ", state.Outcomes().Select(one => $"{Number(one.Count)} {EnumText.Of(one.Outcome).Replace('-', ' ')}"));

    // An empty line, and lines after it; nothing without lines.
    private static void AddBlock(List<PictureLine> lines, IReadOnlyCollection<PictureLine> block, int width)
    {
        if (block.Count > 0)
        {
            lines.Add(new PictureLine(width).Add(" "));
            lines.AddRange(block);
        }
    }

    private static List<PictureLine> WaveLines(IReadOnlyList<WaveState> waves, int width, int most)
    {
        // Where there is no room for all, those that are over are left out first.
        var over = waves.Count(wave => wave.IsDone);
        IReadOnlyList<WaveState> shown = waves.Count <= most ? waves
            : [.. waves.Where(wave => !wave.IsDone).OrderByDescending(wave => wave.IsBegun).Take(Math.Max(0, most - 1))];
        var names = shown.Select(wave => Name(wave, waves)).ToList();
        var widest = Math.Min(names.Select(PictureLine.CellsOf).DefaultIfEmpty().Max(), width / 3);
        var lines = shown.Zip(names, (wave, name) =>
        {
            var line = new PictureLine(width).Add("  ").Add(name, widest).Add("  ");
            return Bar(line, Math.Min(WidestWaveBar, width / 4), wave.Done, wave.Count)
                .Add($"  {Number(wave.Done)} of {Number(wave.Count)}, {Stage(wave)}");
        }).ToList();
        if (shown.Count < waves.Count && most > 0)
        {
            lines.Add(new PictureLine(width).Add($"  {Number(waves.Count)} waves, of which {Number(over)} are over"));
        }

        return lines;
    }

    private static string Stage(WaveState wave) =>
        wave.IsDone ? "over" : wave.InMotion > 0 ? $"{Number(wave.InMotion)} in motion" : wave.IsBegun ? "begun" : "waiting";

    private static string Name(WaveState wave, IReadOnlyList<WaveState> all)
    {
        var action = all.Any(other => other.Action != wave.Action) ? $"{EnumText.Of(wave.Action)}s, " : "";
        var group = wave.Group is null ? "" : $" of {wave.Group}";
        return PictureLine.Clean(string.Create(CultureInfo.InvariantCulture, $"{action}wave {wave.Wave}{group}"));
    }

    // The parts differ without colors, too.
    private static PictureLine Bar(PictureLine line, int width, int done, int count)
    {
        var filled = count == 0 ? 0 : (int)((long)Math.Max(0, width) * done / count);
        return line.Add(new string('━', filled), color: Color.Green)
            .Add(new string('─', Math.Max(0, width - filled)), color: Color.Grey);
    }
}
