using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Compares the messages of docs/troubleshooting.md with the source.</summary>
public sealed partial class TroubleshootingTests
{
    [Fact]
    public void Messages_OfThePage_AreInTheSource()
    {
        var source = Source();
        var blocks = Pages.Blocks.Where(block => block.Comment == "message").Select(block => block.Text.ReplaceLineEndings(" "));
        var rows = Row().Matches(Repository.Read("docs/troubleshooting.md")).Select(row => row.Groups["message"].Value);
        string[] messages = [.. blocks, .. rows];

        Assert.True(messages.Length > 40);
        Assert.All(messages, message => Assert.All(Parts(message), part => Assert.Contains(part, source, StringComparison.Ordinal)));
    }

    // What differs each time, and the code before a message, are not in the text of the source.
    private static IEnumerable<string> Parts(string message) =>
        Code().Replace(message, "").Split('…')
            .SelectMany(part => Variable().Split(part))
            .Select(part => part.Trim())
            .Where(part => part.Any(char.IsLetter));

    private static string Source()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories);
        return Joined().Replace(string.Concat(files.Select(File.ReadAllText)), "");
    }

    [GeneratedRegex("^(NoCredentials|AnswerUnreadable): ", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex("STOPINATOR_[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| (?<message>It.+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    // A message that stands on two lines of the source.
    [GeneratedRegex("\"\\s*\\+\\s+\\$?\"")]
    private static partial Regex Joined();
}
