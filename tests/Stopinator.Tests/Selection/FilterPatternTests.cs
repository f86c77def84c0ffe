using Stopinator.Selection;

namespace Stopinator.Tests.Selection;

public sealed class FilterPatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "a", true)]
    [InlineData("a", "A", false)]
    [InlineData("a", "ab", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "ba", false)]
    [InlineData("*b*", "abc", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbbcd", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("?", "", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "ab", false)]
    [InlineData("a?c", "ac", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "abbc", false)]
    [InlineData("??", "abc", false)]
    [InlineData("?*", "", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "a", false)]
    [InlineData(@"\?x", "?x", true)]
    [InlineData(@"\?x", "x", false)]
    [InlineData(@"\\*", @"\abc", true)]
    [InlineData(@"\\*", "*", false)]
    [InlineData(@"\a*", "abc", true)]
    [InlineData(@"*\", @"a\", true)]
    [InlineData("[ab]", "a", false)]
    [InlineData("[ab]", "[ab]", true)]
    [InlineData("größe-*", "größe-2", true)]
    [InlineData(".*", "abc", false)]
    public void Matches_PatternAndValue_ReadsThemAsEc2Does(string pattern, string value, bool expected) =>
        Assert.Equal(expected, FilterPattern.Matches(pattern, value));

    [Theory]
    [InlineData("", "")]
    [InlineData("dev", "dev")]
    [InlineData("a*", @"a\*")]
    [InlineData("a?b", @"a\?b")]
    [InlineData(@"C:\x", @"C:\\x")]
    [InlineData(@"\*?", @"\\\*\?")]
    public void Escape_Literal_MatchesItselfOnly(string literal, string expected)
    {
        var pattern = FilterPattern.Escape(literal);

        Assert.Equal(expected, pattern);
        Assert.Equal(literal, FilterPattern.AsLiteral(pattern));
        Assert.True(FilterPattern.Matches(pattern, literal));
        Assert.False(FilterPattern.Matches(pattern, literal + "x"));
    }

    [Theory]
    [InlineData("dev", "dev")]
    [InlineData(@"t3\.micro", "t3.micro")]
    [InlineData(@"a\", @"a\")]
    [InlineData(@"\\", @"\")]
    [InlineData("a*", null)]
    [InlineData("?", null)]
    [InlineData(@"\**", null)]
    public void AsLiteral_Pattern_IsTheOneTextItMatches(string pattern, string? expected) =>
        Assert.Equal(expected, FilterPattern.AsLiteral(pattern));

    [Fact]
    public void Matches_PatternBuiltToBacktrack_AnswersInTimeProportionalToBothLengths()
    {
        // A backtracking matcher would try every way to share the value among the stars: more than the age of the universe.
        var pattern = string.Concat(Enumerable.Repeat("*a", 100)) + "b";

        Assert.False(FilterPattern.Matches(pattern, new string('a', 100_000)));
        Assert.True(FilterPattern.Matches(pattern, new string('a', 1_000) + "b"));
        Assert.False(FilterPattern.Matches(string.Concat(Enumerable.Repeat("?", 255)), new string('a', 256)));
    }
}
