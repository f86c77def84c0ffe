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

    private const int LeastWrapped = 12;
    private const int LeastWhy = 30;
    private const int Padding = 3;
    private const string Why = "Why";

    // Ids are copied, and words are searched for, so they stay on one line.
    private static readonly string[] Unbroken =
        ["Target", "Instance", "Id", "Type", "Zone", "State", "Since", "Wave", "Decision", "Before", "Seen", "Outcome"];

    // Columns that a narrow terminal does without, the first one first.
    private static readonly string[] Expendable = ["Zone", "Type", "Before", "State"];

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
            console.Write(TableFor(console.Profile.Width, most));
        }
        else
        {
            var all = Table([.. Enumerable.Range(0, columns.Count)], asMarkdown, most);
            console.WriteRaw(Plain(all, asMarkdown ? WidthOfMarkdown : console.Profile.Width));
        }

        if (_rows.Count > most)
        {
            console.WriteNote(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"... and {_rows.Count - most:#,0} more"));
        }
    }

    /// <summary>Returns the table for a terminal. What a narrow one has no room for is left out.</summary>
    public Table TableFor(int width, int most = int.MaxValue)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        foreach (var column in Expendable.Select(title => columns.ToList().IndexOf(title)).Where(column => column >= 0))
        {
            if (shown.Sum(LeastWidth) > width)
            {
                shown.Remove(column);
            }
        }

        return Table(shown, asMarkdown: false, most);
    }

    private Table Table(IReadOnlyList<int> shown, bool asMarkdown, int most)
    {
        var table = new Table().Border(asMarkdown ? TableBorder.Markdown : TableBorder.Simple);
        foreach (var column in shown.Select(index => columns[index]))
        {
            table.AddColumn(new TableColumn(new Text(Shown(column, asMarkdown))) { NoWrap = Unbroken.Contains(column) });
        }

        foreach (var row in _rows.Take(most))
        {
            table.AddRow(shown.Select(index => new Text(Shown(row[index].Text, asMarkdown), new Style(row[index].Color))));
        }

        return table;
    }

    private int LeastWidth(int column)
    {
        var widest = _rows.Select(row => row[column].Text?.Length ?? 0).Append(columns[column].Length).Max();
        return Padding + (Unbroken.Contains(columns[column]) ? widest : Math.Min(widest, columns[column] == Why ? LeastWhy : LeastWrapped));
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
