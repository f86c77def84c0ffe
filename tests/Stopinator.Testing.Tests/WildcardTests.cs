using Stopinator.Testing.Filters;

namespace Stopinator.Testing.Tests;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("web", "web", true)]
    [InlineData("web", "Web", false)]
    [InlineData("web", "web1", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything at all", true)]
    [InlineData("web*", "web", true)]
    [InlineData("web*", "web-1", true)]
    [InlineData("web*", "a web", false)]
    [InlineData("*web", "a web", true)]
    [InlineData("*e*b*", "web", true)]
    [InlineData("w*b*1", "web-11", true)]
    [InlineData("w*b*1", "web-12", false)]
    [InlineData("we?", "web", true)]
    [InlineData("we?", "we", true)]
    [InlineData("we?", "webs", false)]
    [InlineData("???", "", true)]
    [InlineData("???", "abc", true)]
    [InlineData("???", "abcd", false)]
    [InlineData("?a", "a", true)]
    [InlineData("?a", "ba", true)]
    [InlineData("a?*b", "ab", true)]
    [InlineData("a*?b", "axxb", true)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("a\\?", "a?", true)]
    [InlineData("a\\?", "a", false)]
    [InlineData("a\\\\b", "a\\b", true)]
    [InlineData("a\\b", "a\\b", true)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("\\\\*", "\\tail", true)]
    [InlineData("[ab]", "a", false)]
    [InlineData("[ab]", "[ab]", true)]
    [InlineData("a.c", "abc", false)]
    public void Matches_OnPatternAndText_ReadsItAsEc2Does(string pattern, string text, bool expected) =>
        Assert.Equal(expected, new Wildcard(pattern).Matches(text));

    [Theory]
    [InlineData("*a")]
    [InlineData("?a")]
    [InlineData("*?")]
    [InlineData("a*a?")]
    public void Matches_OnHostilePattern_EndsInNoTime(string part)
    {
        // A backtracking matcher would need longer than there is time for this.
        var pattern = new Wildcard(string.Concat(Enumerable.Repeat(part, 250 / part.Length)) + "b");

        Assert.False(pattern.Matches(new string('a', 256)));
    }
}
