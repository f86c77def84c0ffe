using Stopinator.Diagnostics;

namespace Stopinator.Tests.Diagnostics;

public sealed class SuggestionTests
{
    private static readonly string[] Operators = ["and", "or", "except"];
    private static readonly string[] Regions = ["eu-west-1", "eu-west-2", "us-east-1", "ap-southeast-1"];

    [Theory]
    [InlineData("an", "and")]
    [InlineData("adn", "and")]
    [InlineData("AND", "and")]
    [InlineData("ro", "or")]
    [InlineData("exept", "except")]
    [InlineData("excpet", "except")]
    [InlineData("without", null)]
    [InlineData("", null)]
    [InlineData("xy", null)]
    [InlineData("not", null)]
    public void Closest_Operator_ToleratesOneMistakeInAShortWord(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.Closest(word, Operators));

    [Theory]
    [InlineData("eu-wset-1", "eu-west-1")]
    [InlineData("euwest1", "eu-west-1")]
    [InlineData("EU-WEST-2", "eu-west-2")]
    [InlineData("eu-west-3", "eu-west-1")]
    [InlineData("us-esat-1", "us-east-1")]
    [InlineData("frankfurt", null)]
    public void Closest_Region_IsTheNearestAndTheFirstOfEqualOnes(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.Closest(word, Regions));

    [Fact]
    public void For_Word_IsASentenceOrNothing()
    {
        Assert.Equal(" Did you mean 'and'?", Suggestion.For("adn", Operators));
        Assert.Equal("", Suggestion.For("nothing near", Operators));
        Assert.Equal("", Suggestion.For(new string('x', 1_000_000), Operators));
        Assert.Equal("", Suggestion.For("and", []));
    }
}
