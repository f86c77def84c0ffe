using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Picture;

/// <summary>A line of the picture, no wider than the console. Texts from outside are cleaned, so that none moves the cursor.</summary>
internal sealed class PictureLine(int width) : IEquatable<PictureLine>
{
    private const char Cut = '…';
    private const int LongestText = 1024;

    private readonly List<(string Text, Color? Color)> _parts = [];
    private int _used;

    /// <summary>Adds a text, as far as it fits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">The width that the text takes exactly; null for its own width.</param>
    /// <param name="color">The color.</param>
    public PictureLine Add(string? text, int? cells = null, Color? color = null)
    {
        var room = Math.Min(cells ?? int.MaxValue, width - _used);
        var fitted = Fitted(Clean(text), room);
        var padding = cells is null ? 0 : Math.Max(0, room - CellsOf(fitted));
        _parts.Add((fitted + new string(' ', padding), color));
        _used += CellsOf(fitted) + padding;
        return this;
    }

    /// <summary>Returns a text from outside as it is shown.</summary>
    public static string Clean(string? text) => ErrorText.Clean(text, LongestText);

    /// <summary>Returns the number of columns that a text takes in a terminal. Some characters take two.</summary>
    public static int CellsOf(string text) => new Segment(text).CellCount();

    public Paragraph Drawing()
    {
        var drawing = new Paragraph();
        foreach (var (text, color) in _parts)
        {
            drawing.Append(text, new Style(color));
        }

        return drawing;
    }

    public bool Equals(PictureLine? other) => other is not null && _parts.SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as PictureLine);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Concat(_parts.Select(part => part.Text));

    private static string Fitted(string text, int room)
    {
        if (CellsOf(text) <= room)
        {
            return text;
        }

        var fitted = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.ToString();
            used += CellsOf(character);
            if (used >= room)
            {
                break;
            }

            fitted.Append(character);
        }

        return room > 0 ? fitted.Append(Cut).ToString() : "";
    }
}
