using Stopinator.Tests.Shared;

namespace Stopinator.Tests.Selection;

public sealed class SelectorParserTests
{
    /// <summary>Malformed texts, the position, and the expected part of the message.</summary>
    public static TheoryData<string, int, string[]> Mistakes { get; } = new()
    {
        { "", 0, ["The selector '' is malformed at position 0: it is empty", "'all'"] },
        { " \t ", 3, ["it is empty", "'all'"] },
        { "()", 1, ["a condition is expected", "tag:Env=dev", "not ')'"] },
        { ")", 0, ["a condition is expected", "not ')'"] },
        { "=dev", 0, ["a condition is expected", "not '='"] },
        { "tag:Env=dev and", 15, ["it ends where a condition is expected"] },
        { "tag:Env=dev and ", 16, ["it ends where a condition is expected"] },
        { "and tag:Env=dev", 0, ["before and after 'and'"] },
        { "tag:Env=dev and or tag:A=b", 16, ["before and after 'or'"] },
        { "tag:Env=dev except", 18, ["it ends where a condition is expected"] },
        { "(tag:Env=dev", 12, ["the parenthesis of position 0 is not closed"] },
        { "tag:A=b or (tag:Env=dev", 23, ["the parenthesis of position 11 is not closed"] },
        { "(tag:Env=dev]", 13, ["is not closed"] },
        { "tag:Env=dev)", 11, ["no parenthesis is open"] },
        { "tag:A=a or tag:B=b and tag:C=c", 19, ["'or' and 'and' stand side by side", "parentheses"] },
        { "tag:A=a except tag:B=b or tag:C=c", 23, ["'except' and 'or' stand side by side"] },
        { "tag:A=a & tag:B=b", 8, ["'and' is expected instead of '&'"] },
        { "tag:A=a | tag:B=b", 8, ["'or' is expected instead of '|'"] },
        { "tag:A=a adn tag:B=b", 8, ["'and', 'or' or 'except' is expected.", "Did you mean 'and'?"] },
        { "tag:A=a ro tag:B=b", 8, ["Did you mean 'or'?"] },
        { "tag:A=a exept tag:B=b", 8, ["Did you mean 'except'?"] },
        { "tag:A=a tag:B=b", 8, ["'and', 'or' or 'except' is expected."] },
        { "(tag:A=a tag:B=b)", 9, ["'and', 'or' or 'except' is expected."] },
        { "tag:Env = dev", 8, ["'=' is not expected here", "No blanks"] },
        { "tag:Env=dev ,test", 12, ["',' is not expected here", "double quotes"] },
        { "tag:Env=de\"v\"", 10, ["'\"' is not expected here", "doubled"] },
        { "tag:Env=", 8, ["a value is expected", "\"\""] },
        { "tag:Env= dev", 8, ["a value is expected"] },
        { "tag:Env==dev", 8, ["a value is expected"] },
        { "tag:Env=dev,", 12, ["a value is expected"] },
        { "tag:Env=dev,,test", 12, ["a value is expected"] },
        { "tag:Env=\"dev", 8, ["the quotation mark is not closed"] },
        { "tag:Env=\"dev\"\"", 8, ["the quotation mark is not closed"] },
        { "tag:\"Env=dev", 4, ["the quotation mark is not closed"] },
        { "tag:Env=d*", 8, ["'=' takes values literally", "'d*' looks like a pattern", "'~'", "double quotes"] },
        { "tag:Env=dev,d?", 12, ["takes values literally"] },
        { "tag:Env~*", 0, ["fits every value", "ByTagKey"] },
        { "tag=Env", 0, ["tag:<key>=<value>", "tag:Env=dev"] },
        { "TAG=Env", 0, ["tag:<key>=<value>"] },
        { "Tag:Env=dev", 0, ["'tag:' is written in lower case"] },
        { "tag:=dev", 4, ["a tag key is expected after 'tag:'"] },
        { "tag:\"\"=dev", 0, ["empty"] },
        { "id", 2, ["'=' and a value are expected after 'id'"] },
        { "al", 2, ["'=' and a value are expected after 'al'", "Did you mean 'all'?"] },
        { "vpc-id", 6, ["'=' and a value are expected after 'vpc-id'"] },
        { "id~i-*", 0, ["ids take '='", "instance-id"] },
        { "id=i-123", 0, ["'i-123' is not an instance id"] },
        { "tag:A=b and id=i-123", 12, ["'i-123' is not an instance id"] },
        { "VPC-ID=vpc-1", 0, ["'VPC-ID' is not the name of an EC2 filter"] },
        { "tag:Env=\"a\u0007\"", 0, ["'tag:Env=\"a\\u0007\"'", "U+0007 at position 1"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsToldWithPositionAndWayOut(string text, int position, string[] parts)
    {
        var exception = Assert.Throws<SelectorFormatException>(() => InstanceSelector.Parse(text));

        Assert.Equal(position, exception.Position);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Contains($"at position {position}:", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALL", "all")]
    [InlineData("  tag:A=a\n\tAND\r\ntag:B=b ", "tag:A=a and tag:B=b")]
    [InlineData("((tag:A=a))", "tag:A=a")]
    [InlineData("(tag:A=a)and(tag:B=b)", "tag:A=a and tag:B=b")]
    [InlineData("tag:A=a Except tag:B", "tag:A=a except tag:B")]
    [InlineData("tag:A=\"a\",\"\",b", "tag:A=a,\"\",b")]
    [InlineData("tag:\"a b\"~\"x \"\"*\"\"\"", "tag:\"a b\"~\"x \"\"*\"\"\"")]
    [InlineData("name=web", "tag:Name=web")]
    [InlineData("name~web-*", "tag:Name~web-*")]
    [InlineData("name", "tag:Name")]
    [InlineData("tag:a:b=c:d/e@f+g.h-i_j", "tag:a:b=c:d/e@f+g.h-i_j")]
    [InlineData("tag:and=or and tag:all=except", "tag:and=or and tag:all=except")]
    [InlineData("instance-type~t3.*,\"m5.large\"", "instance-type~t3.*,m5.large")]
    [InlineData("instance-type~t3.micro", "instance-type=t3.micro")]
    [InlineData("tag:A~a\\*", "tag:A=\"a*\"")]
    [InlineData("id=i-0a1b2c3d,i-0123456789abcdef0,i-0a1b2c3d", "id=i-0a1b2c3d,i-0123456789abcdef0")]
    [InlineData("tag:A=a except tag:B except tag:C", "tag:A=a except (tag:B or tag:C)")]
    public void Parse_EveryForm_IsUnderstood(string text, string meaning) => Assert.Equal(meaning, InstanceSelector.Parse(text).ToString());

    /// <summary>Each was read as part of a key or value before, and selected other instances than was meant.</summary>
    [Theory]
    [Trait("Finding", "F2")]
    [InlineData("all except tag:Env!=dev", "'all except tag:Env=dev'")]
    [InlineData("tag:Env!=prod", "' holds '!'. There is no 'not'")]
    [InlineData("tag:!Env=prod", "There is no 'not'")]
    [InlineData("tag:Env=!prod", "There is no 'not'")]
    [InlineData("tag:Env≠prod", "There is no 'not'")]
    [InlineData("all except tag:Env='prod'", "Quote with \"")]
    [InlineData("all except tag:'Env'=prod", "Quote with \"")]
    [InlineData("tag:Env=‘prod’", "Quote with \"")]
    [InlineData("tag:Env=‘prod", "Quote with \"")]
    [InlineData("tag:Env=prod’", "Quote with \"")]
    [InlineData("tag:Env=“prod”", "Quote with \"")]
    [InlineData("tag:Env=„prod“", "Quote with \"")]
    [InlineData("tag:Env=«prod»", "Quote with \"")]
    [InlineData("tag:Env=`prod`", "no operator")]
    [InlineData("tag:Env<>prod", "no operator")]
    [InlineData("tag:Age>=5", "no operator")]
    [InlineData("tag:Env=dev;test", "no operator")]
    [InlineData("tag:Env=dev;", "no operator")]
    [InlineData("tag:Env＝prod", "full-width")]
    [InlineData("tag:Env=dev，test", "full-width")]
    [InlineData("tag：Env=dev", "full-width")]
    [InlineData("tag:Env=prod\u200B", "invisible")]
    [InlineData("tag:\uFEFFEnv=prod", "invisible")]
    [InlineData("tag:Env=pr\u00ADod", "invisible")]
    [InlineData("env=dev", "Did you mean 'tag:env'?")]
    [InlineData("Env=dev", "'tag:Env'")]
    [InlineData("Cost-Center=5", "'tag:Cost-Center'")]
    [InlineData("i-0123456789abcdef0", "id=i-0123456789abcdef0")]
    [InlineData("not tag:Env=dev", "'all except'")]
    [InlineData("id=i-0a1b2c3d, i-0a1b2c3e", "not a blank")]
    [InlineData("tag:Env=dev, test", "not a blank")]
    public void Parse_TextThatLooksMistyped_IsRefusedWithTheWayOut(string text, string part) =>
        Assert.Contains(part, Assert.Throws<SelectorFormatException>(() => InstanceSelector.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("tag:\"Env!\"=dev", "tag:\"Env!\"=dev")]
    [InlineData("tag:Env=\"'prod'\",\"a;b\",\"<x>\"", "tag:Env=\"'prod'\",\"a;b\",\"<x>\"")]
    [InlineData("tag:Env=\"pr\u00ADod\"", "tag:Env=\"pr\u00ADod\"")]
    [InlineData("tag:Owner=O'Brien", "tag:Owner=O'Brien")]
    [InlineData("tag:Größe=größer and tag:環境=本番 and tag:بيئة=إنتاج", "tag:Größe=größer and tag:環境=本番 and tag:بيئة=إنتاج")]
    [InlineData("tag:a:b/c.d+e-f@g_h=1", "tag:a:b/c.d+e-f@g_h=1")]
    [InlineData("tenancy=dedicated and architecture=arm64 and some-new.filter=x", "tenancy=dedicated and architecture=arm64 and some-new.filter=x")]
    public void Parse_SuchCharactersInQuotesOrInTheMiddle_AreTaken(string text, string meaning) =>
        Assert.Equal(meaning, InstanceSelector.Parse(text).ToString());

    [Fact]
    public void Parse_ParenthesesUpToTheLimit_AreTaken()
    {
        Assert.Equal("all", InstanceSelector.Parse(new string('(', 25) + "all" + new string(')', 25)).ToString());

        var exception = Assert.Throws<SelectorFormatException>(() => InstanceSelector.Parse(new string('(', 1_000_000)));
        Assert.Contains("nested deeper than 25", exception.Message, StringComparison.Ordinal);
        Assert.Equal(26, exception.Position);
    }

    [Fact]
    public void Parse_MegabyteOfAnything_IsAnsweredAtOnceAndBriefly()
    {
        string[] hostile =
        [
            new string('x', 1_000_000), new string(' ', 1_000_000), new string('"', 1_000_001), new string('=', 1_000_000),
            new string('\ud800', 1_000_000),
            "tag:A=" + string.Join(',', Enumerable.Range(0, 200_000)), "tag:A=" + new string('*', 1_000_000), "tag:" + new string('k', 1_000_000),
            string.Concat(Enumerable.Repeat("tag:A=a and ", 100_000)), string.Concat(Enumerable.Repeat("(all) ", 150_000)),
            "all " + new string('n', 1_000_000),
        ];

        Assert.All(
            hostile, text => Assert.True(Assert.Throws<SelectorFormatException>(() => InstanceSelector.Parse(text)).Message.Length < 500));
    }

    [Theory]
    [InlineData("tag:A{0}=a or ")]
    [LongInlineData("tag:A=a{0} and ")]
    [LongInlineData("tag:A=a{0} except ")]
    public void Parse_HundredThousandConditions_AreRefusedWithTheLimit(string term)
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, term, i))) + "all";

        var exception = Assert.Throws<SelectorFormatException>(() => InstanceSelector.Parse(text));

        Assert.Contains("the limit is 10000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HundredThousandIds_IsOneCondition()
    {
        var oneList = InstanceSelector.Parse("id=" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"i-{i:x8}")));
        var chain = InstanceSelector.Parse(string.Join(" or ", Enumerable.Range(0, 100_000).Select(i => $"id=i-{i:x8}")));

        Assert.Equal(oneList, chain);
        Assert.Equal(1, chain.Node.Conditions);
    }
}
