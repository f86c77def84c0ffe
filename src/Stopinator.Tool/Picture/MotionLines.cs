using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Picture;

/// <summary>The instances in motion, side by side where the console is wide.</summary>
internal static class MotionLines
{
    private const string Indent = "  ";
    private const int WidestName = 24;
    private const int LongestState = 13;
    private const int LeastLines = 2;

    /// <summary>Returns the lines; none where there is no room.</summary>
    public static IReadOnlyCollection<PictureLine> Of(IReadOnlyList<InstanceProgress> inMotion, int width, int most)
    {
        if (inMotion.Count == 0 || most < LeastLines)
        {
            return [];
        }

        var id = inMotion.Max(instance => instance.Decision.InstanceId.Length);
        var name = Math.Min(WidestName, inMotion.Max(instance => PictureLine.CellsOf(PictureLine.Clean(instance.Decision.Instance?.Name))));
        var cell = Indent.Length + id + Indent.Length + name + (name > 0 ? Indent.Length : 0) + LongestState;
        var columns = Math.Max(1, width / cell);
        var rows = Math.Min((inMotion.Count + columns - 1) / columns, most);
        var isCut = rows * columns < inMotion.Count;
        rows = isCut ? rows - 1 : rows;
        var lines = new List<PictureLine>();
        for (var row = 0; row < rows; row++)
        {
            var line = new PictureLine(width);
            for (var i = row; i < inMotion.Count && i < rows * columns; i += rows)
            {
                Add(line, inMotion[i], id, name);
            }

            lines.Add(line);
        }

        if (isCut)
        {
            lines.Add(new PictureLine(width).Add($"{Indent}... and {PictureText.Number(inMotion.Count - (rows * columns))} more"));
        }

        return lines;
    }

    private static void Add(PictureLine line, InstanceProgress instance, int id, int name)
    {
        line.Add(Indent).Add(instance.Decision.InstanceId, id).Add(Indent);
        if (name > 0)
        {
            line.Add(instance.Decision.Instance?.Name, name).Add(Indent);
        }

        line.Add(EnumText.Of(instance.State), LongestState, Color.Yellow);
    }
}
