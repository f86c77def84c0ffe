using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>
/// A table for people, for a terminal or as Markdown. Anybody who may set tags writes names, so no cell may move the cursor, begin a line
/// or become markup.
/// </summary>
internal sealed class Sheet(params IReadOnlyList<string> columns)
{
    // A name is the value of a tag, which has at most 256 characters.
    private const int LongestCell = 1024;
    private const int WidthOfMarkdown = 100_000;

    // An id is copied, so it stays on one line.
    private static readonly string[] IdColumns = ["Instance", "Id"];

    private readonly List<IReadOnlyList<Cell>> _rows = [];

    public void Add(params IReadOnlyList<Cell> cells) => _rows.Add(cells);

    /// <summary>Writes the table; nothing without rows.</summary>
    /// <param name="console">The console.</param>
    /// <param name="asMarkdown">True for a table in Markdown.</param>
    /// <param name="most">The number of rows after which the rest is counted.</param>
    public void WriteTo(IAnsiConsole console, bool asMarkdown = false, int most = int.MaxValue)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        if (!asMarkdown && console.Profile.Capabilities.Ansi)
        {
            console.Write(Table(asMarkdown, most));
        }
        else
        {
            console.WriteRaw(Plain(Table(asMarkdown, most), asMarkdown ? WidthOfMarkdown : console.Profile.Width));
        }

        if (_rows.Count > most)
        {
            console.WriteNote(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"... and {_rows.Count - most:#,0} more"));
        }
    }

    /// <summary>Returns the table, for a picture that is drawn again.</summary>
    public Table Table(bool asMarkdown = false, int most = int.MaxValue)
    {
        var table = new Table().Border(asMarkdown ? TableBorder.Markdown : TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(Shown(column, asMarkdown))) { NoWrap = IdColumns.Contains(column) });
        }

        foreach (var row in _rows.Take(most))
        {
            table.AddRow(row.Select(cell => new Text(Shown(cell.Text, asMarkdown), new Style(cell.Color))));
        }

        return table;
    }

    // A program reads the text, so blanks at the ends of lines and empty lines are left out.
    private static string Plain(Table table, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        console.Write(table);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0));
    }

    private static string Shown(string? text, bool asMarkdown)
    {
        var clean = ErrorText.Clean(text, LongestCell);
        return asMarkdown ? clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal) : clean;
    }
}

/// <summary>A cell of a table, with its color.</summary>
internal readonly record struct Cell(string? Text, Color? Color = null)
{
    public static implicit operator Cell(string? text) => new(text);
}
