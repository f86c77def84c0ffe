using System.Globalization;

namespace Stopinator.Bench;

/// <summary>The lines by which <c>bench/limits</c> judges: <c>ok|short  measured  bound  what</c>.</summary>
internal sealed class Verdicts
{
    private bool _anyShort;

    /// <summary>The exit code of the program: 1 when a figure misses its bound.</summary>
    public int ExitCode => _anyShort ? 1 : 0;

    /// <summary>Judges a figure that must not exceed its bound.</summary>
    public void AtMost(double measured, double bound, string what) => Say(measured <= bound, Text(measured), "<= " + Text(bound), what);

    /// <summary>Judges what is either so or not.</summary>
    public void Holds(bool holds, string measured, string bound, string what) => Say(holds, measured, bound, what);

    private void Say(bool holds, string measured, string bound, string what)
    {
        _anyShort |= !holds;
        Console.WriteLine($"{(holds ? "ok   " : "short")}  {measured,-10}  {bound,-10}  {what}");
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
