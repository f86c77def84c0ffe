using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;
using Stopinator.Tool.Commands.Local;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>docs/tool.md: its screens, files and commands are those of the tool.</summary>
/// <remarks><c>STOPINATOR_ACCEPT_SCREENS=1</c> writes the screens into the page.</remarks>
public sealed partial class DocumentationTests
{
    private const string Page = "docs/tool.md";

    [Fact]
    public async Task Screens_AreThoseOfTheTool()
    {
        await using var lab = ToolLab.Create(
            LocalFleet.Demo, options => options.StopDuration = options.StartDuration = TimeSpan.FromSeconds(3));
        (lab.IsTerminal, lab.CanAsk, lab.Width) = (true, true, 118);
        var page = Repository.Read(Page);
        var screens = Screen().Matches(page);

        var shown = page;
        foreach (Match screen in screens)
        {
            lab.Keys = screen.Groups["keys"].Value;
            var command = screen.Groups["command"].Value;
            var result = await lab.RunAsync([.. Words().Matches(command).Skip(1).Select(word => word.Value.Trim('"'))]);
            shown = shown.Replace(
                screen.Groups["text"].Value, $"$ {command}\n{Trimmed(result.Messages + result.Output)}\n", StringComparison.Ordinal);
        }

        if (Environment.GetEnvironmentVariable("STOPINATOR_ACCEPT_SCREENS") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, Page), shown);
        }

        Assert.Equal(7, screens.Count);
        Assert.Equal(shown, Repository.Read(Page));
    }

    [Fact]
    public async Task Picture_IsThatOfTheTerminal()
    {
        var page = Repository.Read(Page);
        var picture = Picture().Match(page);
        var file = Repository.Read($"tests/Stopinator.Tool.Tests/Pictures/{picture.Groups["file"].Value}");
        if (Environment.GetEnvironmentVariable("STOPINATOR_ACCEPT_SCREENS") == "1")
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, Page),
                page.Replace(picture.Value, $"<!-- picture: {picture.Groups["file"].Value} -->\n```text\n{file}```", StringComparison.Ordinal));
        }

        Assert.Equal(file, Picture().Match(Repository.Read(Page)).Groups["text"].Value);
    }

    [Fact]
    public async Task Files_AreRead()
    {
        await using var lab = ToolLab.Create();
        lab.Write("stopinator.json", Block("tool configuration"));
        lab.Write("schedules.json", """{ "schedules": {} }""");

        // A client that is handed over has its own region.
        var found = await lab.RunAsync("schedule", "show", "off");

        Assert.Equal((0, ""), (found.Code, found.Messages));
    }

    [Fact]
    public async Task Completion_OfAnOption_SuggestsIt()
    {
        await using var lab = ToolLab.Create();

        var options = await lab.RunAsync("[suggest:20]", "stopinator stop --st");
        var values = await lab.RunAsync("[suggest:28]", "stopinator stop --stop-mode h");

        Assert.Equal((0, "--stop-mode\n"), (options.Code, options.Output.ReplaceLineEndings("\n")));
        Assert.Contains("hibernate", values.Output, StringComparison.Ordinal);
    }

    private static string Block(string comment) =>
        Regex.Match(
            Repository.Read(Page), $"<!-- {comment} -->\n```json\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)
            .Groups["text"].Value;

    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    [GeneratedRegex(@"<!-- screen(: (?<keys>\S+))? -->\n```text\n(?<text>\$ (?<command>[^\n]*)\n.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Screen();

    [GeneratedRegex(@"<!-- picture: (?<file>\S+) -->\n```text\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Picture();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();
}
