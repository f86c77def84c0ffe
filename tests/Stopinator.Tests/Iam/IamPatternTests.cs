using Stopinator.Iam;

namespace Stopinator.Tests.Iam;

public sealed class IamPatternTests
{
    [Theory]
    [InlineData("web-*", "web-*")]
    [InlineData("web-?", "web-|web-?")]
    [InlineData("a??b", "ab|a?b|a??b")]
    [InlineData("a?b?", "ab|ab?|a?b|a?b?")]
    [InlineData("a?*b", "a*b")]
    [InlineData("a**", "a*")]
    [InlineData(@"a\*", "a${*}")]
    [InlineData(@"a\?", "a${?}")]
    [InlineData(@"a\\", @"a\")]
    [InlineData(@"a\", @"a\")]
    [InlineData("a${*}", "a${$}{*}")]
    public void Of_PatternOfEc2_SaysTheSameInIam(string filterPattern, string patterns) =>
        Assert.Equal(patterns.Split('|'), IamPattern.Of(filterPattern)!.Value);

    [Fact]
    public void Of_SixQuestionMarksApart_TakesAllThatAreAllowed()
    {
        Assert.Equal(IamPattern.MaxPatterns, IamPattern.Of("a?b?c?d?e?f?")!.Value.Distinct().Count());
        Assert.Null(IamPattern.Of("a?b?c?d?e?f?g?"));
    }

    [Theory]
    [InlineData("dev", "dev")]
    [InlineData("*?", "*?")]
    [InlineData("${aws:username}$", "${$}{aws:username}${$}")]
    public void Literal_Text_IsNoVariable(string text, string value) => Assert.Equal(value, IamPattern.Literal(text));
}
