using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Follows the links between the pages.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_BetweenPages_LeadSomewhere() =>
        Assert.All(Pages.All, page =>
        {
            foreach (var target in Link().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value))
            {
                var file = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target);
                Assert.True(File.Exists(file) || Directory.Exists(file), $"{page} links to {target}, which does not exist.");
            }
        });

    [Fact]
    public void Anchors_OfLinks_AreHeadingsOfTheirPage() =>
        Assert.All(Pages.All, page =>
        {
            foreach (Match link in Anchor().Matches(Repository.Read(page)))
            {
                var target =
                    link.Groups["target"].Value is { Length: > 0 } other ? Path.Combine(Path.GetDirectoryName(page)!, other) : page;
                Assert.True(
                    AnchorsOf(target).Contains(link.Groups["anchor"].Value),
                    $"{page} links to {link.Value}, but {target} has no such heading.");
            }
        });

    // The way in which GitHub names headings, apart from the case of letters.
    private static HashSet<string> AnchorsOf(string page) =>
        Heading().Matches(Repository.Read(page))
            .Select(heading => NotInAnchors().Replace(heading.Groups["text"].Value, "").Replace(' ', '-'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\]\((?<target>(?!https?:|#)[^)#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\]\((?<target>(?!https?:)[^)#]*)#(?<anchor>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex NotInAnchors();
}
