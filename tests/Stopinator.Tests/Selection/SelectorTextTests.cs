using System.Text.Json;

namespace Stopinator.Tests.Selection;

/// <summary>Whatever a selector holds, its text and its JSON give the same one back.</summary>
public sealed class SelectorTextTests
{
    // Everything that means something to the text form, to a pattern, or to a reader.
    private static readonly string[] Words =
    [
        "dev", "and", "OR", "except", "all", "id", "name", "tag:", "a b", " ", "a,b", "a=b", "a~b", "(a)", "\"", "a\"\"b", "&", "|",
        "*", "?", "a*", @"\", @"\\", @"a\*b", "größe", "😀", "\u00A0", "\u2028", "x'y", "[0-9]", "aws:autoscaling:groupName",
    ];

    [Fact]
    public void Format_EveryLiteral_ReadsBackAsItself() =>
        Assert.All(Words, word =>
        {
            var selector = InstanceSelector.ByTag(word, [.. Words]);

            Assert.Equal(selector, InstanceSelector.Parse(selector.ToString()));
            AssertReadsBack(InstanceSelector.ByTag("Env", word));
            AssertReadsBack(InstanceSelector.ByTagKey(word));
            AssertReadsBack(InstanceSelector.ByFilter("tag-key", word, "x"));
            AssertReadsBack(InstanceSelector.ByFilter("instance-type", word));
        });

    [Fact]
    public void Format_EveryPattern_ReadsBackAsItself() =>
        Assert.All(Words, word => AssertReadsBack(InstanceSelector.ByTagLike(word, word + "x*", "y")));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData(@"\E")]
    public void Format_TagKeyFilter_ReadsBackAsItself(string pattern) => AssertReadsBack(InstanceSelector.ByFilter("tag-key", pattern));

    [Fact]
    public void Format_TagKeyFilterLongerThanAKey_ReadsBackAsItself() =>
        AssertReadsBack(InstanceSelector.ByFilter("tag-key", new string('k', 200)));

    [Fact]
    public void Format_GeneratedSelectors_ReadBackAsThemselves()
    {
        var generator = new SelectorGenerator(seed: 1);
        for (var i = 0; i < 2000; i++)
        {
            AssertReadsBack(generator.Next(depth: 4));
        }
    }

    [Fact]
    public void Format_LiteralAndPatternOfTheSameText_Differ()
    {
        Assert.NotEqual(InstanceSelector.ByTag("Env", "a*"), InstanceSelector.ByTagLike("Env", "a*"));
        Assert.Equal("tag:Env=\"a*\"", InstanceSelector.ByTag("Env", "a*").ToString());
        Assert.Equal("tag:Env~a*", InstanceSelector.ByTagLike("Env", "a*").ToString());
        Assert.Equal(@"tag:Env~a\*,b*", InstanceSelector.ByTagLike("Env", @"a\*", "b*").ToString());
    }

    private static void AssertReadsBack(InstanceSelector selector)
    {
        var text = selector.ToString();

        Assert.Equal(text, InstanceSelector.Parse(text).ToString());
        Assert.Equal(text, JsonSerializer.Deserialize<InstanceSelector>(JsonSerializer.Serialize(selector))?.ToString());
    }
}
