using System.Globalization;
using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Holds docs/figures.md against the repository, and the other pages against docs/figures.md.</summary>
public sealed partial class FiguresTests
{
    private const string Page = "docs/figures.md";

    // Sizes and times that AWS or the code sets, or that a user chooses. Nobody measured them.
    private static readonly string[] Given =
    [
        "512 MB", // The memory of a function: a setting.
        "128 MB", // The largest file that the tool reads: a limit.
        "4 KB", "8 KB", // A parameter of Parameter Store.
    ];

    private static readonly string Text = Repository.Read(Page);

    [Fact]
    public void Commands_OfThePage_CanBeRun()
    {
        string[] commands = [.. Command().Matches(Text).Select(match => match.Groups["command"].Value)];

        Assert.True(commands.Length > 20);
        Assert.All(commands, command => Assert.Null(WrongIn(command)));
    }

    [Theory]
    [InlineData("bench/nothing", "bench/nothing does not exist")]
    [InlineData("tests/long mutants", "tests/long does not know mutants")]
    [InlineData("tests/mutation cellar --most 100", "tests/mutation does not know cellar")]
    [InlineData("dotnet test tests/Stopinator.Nothing.Tests", "tests/Stopinator.Nothing.Tests does not exist")]
    [InlineData("dotnet test tests/Stopinator.Docs.Tests --filter NothingTests", "tests/Stopinator.Docs.Tests has no NothingTests")]
    [InlineData("STOPINATOR_NOTHING=1 dotnet test tests/Stopinator.Tests", "no test reads STOPINATOR_NOTHING")]
    public void Command_ThatDoesNotExist_IsSeen(string command, string wrong) => Assert.Equal(wrong, WrongIn(command));

    [Fact]
    public void Rows_AtAGlance_HaveADate()
    {
        string[] dates = [.. Row().Matches(Text).Select(match => match.Groups["date"].Value)];

        Assert.True(dates.Length > 15);
        Assert.All(dates, date => Assert.True(DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), date));
    }

    [Fact]
    public void Figures_OfOtherPages_AreOnThePage() =>
        Assert.All(
            Pages.All.Where(page => page != Page).Append("src/Stopinator.Lambda.Template/content/README.md").Distinct(),
            page => Assert.Empty(NotOnThePage(Repository.Read(page))));

    [Theory]
    [InlineData("It takes 123,456 ms.", "123,456 ms")]
    [InlineData("99.9 % of the mutants die.", "99.9 %")]
    [InlineData("A run of 777,777 seeds.", "777,777 seeds")]
    public void Figure_ThatIsNotOnThePage_IsSeen(string text, string figure) => Assert.Equal([figure], NotOnThePage(text));

    private static IEnumerable<string> NotOnThePage(string text) =>
        Figure().Matches(Fenced().Replace(text, "")).Select(match => match.Value)
            .Where(figure => !Given.Contains(figure) && !Text.Contains(figure, StringComparison.Ordinal));

    private static string? WrongIn(string command)
    {
        var words = command.Split(' ');
        var variables = words.TakeWhile(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=')[0]).ToArray();
        if (variables.FirstOrDefault(variable => !Source.Value.Contains($"\"{variable}\"", StringComparison.Ordinal)) is { } unread)
        {
            return $"no test reads {unread}";
        }

        words = words[variables.Length..];
        var target = words[0] == "dotnet" ? words.First(word => word.Contains('/', StringComparison.Ordinal)) : words[0];
        if (!File.Exists(In(target)) && !Directory.Exists(In(target)))
        {
            return $"{target} does not exist";
        }

        if (words[0] is "tests/long" or "tests/mutation"
            && words[1..].FirstOrDefault(word => !char.IsAsciiDigit(word[0]) && !Repository.Read(target).Contains(word, StringComparison.Ordinal)) is { } part)
        {
            return $"{target} does not know {part}";
        }

        var filter = words.SkipWhile(word => word != "--filter").Skip(1).FirstOrDefault();
        return filter is null || SourceOf(target).Contains(filter.Split('~', '=')[^1], StringComparison.Ordinal) ? null : $"{target} has no {filter}";
    }

    private static readonly Lazy<string> Source = new(() => SourceOf("tests"));

    private static string SourceOf(string folder) =>
        string.Concat(Directory.GetFiles(In(folder), "*.cs", SearchOption.AllDirectories).Where(file => !file.EndsWith("FiguresTests.cs", StringComparison.Ordinal)).Select(File.ReadAllText));

    private static string In(string path) => Path.Combine(Repository.Root, path);

    // In a row the command is the cell before the date; below a heading it has a line of its own.
    [GeneratedRegex(@"(^Command: |\| )`(?<command>[^`]+)`( \| \d{4}-|\.)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\| [^|\n]+ \| [^|\n]+ \| [^|\n]* \| `[^`]+` \| (?<date>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b\d[\d,.]* ?(ms|us|KB|MB|GB|%|seeds|mutants|cases)(?![\w-])", RegexOptions.ExplicitCapture)]
    private static partial Regex Figure();

    [GeneratedRegex("^```.*?^```|^    .*?$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
