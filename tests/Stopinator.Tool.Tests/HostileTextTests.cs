using System.Text.Json;
using Spectre.Console.Testing;
using Stopinator.Tool.Output;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>Names and tags are written by anybody who may set tags. None may move the cursor, break a table, or become markup.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Names =
    [
        "\u001b[2Jgone", "a\rb", "line\nbreak", "\u202Egnp.exe", "[red]markup[/]", "[[", "a|b\\", "\u0007bell", "\u009b31m", "\ud83d\ude80 rocket",
        "zero\u200bwidth", "{0}", new string('x', 256),
    ];

    public static TheoryData<string> Commands { get; } =
    [
        "find|all", "find|all|--columns|name,tag:Note", "find|all|-o|markdown", "plan|stop|all", "plan|stop|all|-o|markdown", "stop|all|--yes",
        "stop|all", "stop|all|--yes|-o|markdown", "stop|all|--yes|--verbose", "reconcile|--plan", "preview", "explain|i-00000000000000001",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Run_HostileNamesAndTags_LetNoControlCharacterThrough(string line)
    {
        foreach (var isTerminal in (bool[])[false, true])
        {
            await using var lab = Fleet();
            lab.IsTerminal = lab.IsLive = isTerminal;

            var result = await lab.RunAsync(line.Split('|'));

            Assert.InRange(result.Code, 0, 3);
            Assert.DoesNotMatch(@"[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202E]", result.Output + result.Messages);
            Assert.Matches("rocket|gone", result.Output + result.Messages);
        }
    }

    [Fact]
    public async Task Find_AsJson_HasTheNamesAsTheyAre()
    {
        await using var lab = Fleet();

        var result = await lab.RunAsync("find", "all", "-o", "json");

        using var json = JsonDocument.Parse(result.Output);
        // EC2's XML has no control characters, so the endpoint answers with a replacement for some.
        Assert.Equal(
            Names.Select(name => name.Replace('\u001b', '\ufffd').Replace('\u0007', '\ufffd')),
            json.RootElement.EnumerateArray().Select(instance => instance.GetProperty("name").GetString()));
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Find_AsMarkdown_IsOneLineForEachInstance()
    {
        await using var lab = Fleet();

        var result = await lab.RunAsync("find", "all", "-o", "markdown");

        Assert.Equal(Names.Length + 3, result.Lines.Length);
        Assert.All(result.Lines[..^1], line => Assert.Equal(8, line.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sheet_HostileCells_AreSpelledOut(bool asMarkdown)
    {
        var console = new TestConsole().Width(2000).EmitAnsiSequences();
        var sheet = new Sheet("Name", "\u001b[2J");
        foreach (var name in Names)
        {
            sheet.Add(name, name);
        }

        sheet.WriteTo(console, asMarkdown);

        Assert.DoesNotMatch(@"[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202E]", console.Output);
        Assert.Contains(@"\u001B[2Jgone", console.Output.Replace(@"\\", @"\", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static ToolLab Fleet() =>
        ToolLab.Create(fleet =>
        {
            for (var i = 0; i < Names.Length; i++)
            {
                var name = Names[i];
                fleet.Add(instance => instance.Named(name).Tagged("Note", name).Tagged("stopinator:schedule", i == 0 ? name : "off"));
            }
        });
}
