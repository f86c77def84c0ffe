namespace Stopinator.Tests.Selection;

public sealed class InstanceSelectorTests
{
    private const string OldId = "i-0a1b2c3d";
    private const string NewId = "i-0123456789abcdef0";

    private static readonly string Megabyte = new('x', 1_000_000);
    private static readonly InstanceSelector Dev = InstanceSelector.ByTag("Env", "dev");
    private static readonly InstanceSelector Web = InstanceSelector.ByTagLike("Name", "web-*");

    /// <summary>The text of each factory and operator.</summary>
    public static TheoryData<string, Func<InstanceSelector>> Meanings { get; } = new()
    {
        { "all", () => InstanceSelector.All },
        { $"id={OldId},{NewId}", () => InstanceSelector.ById(OldId, NewId, OldId) },
        { "tag:Env=dev,test", () => InstanceSelector.ByTag("Env", "dev", "test", "dev") },
        { "tag:Env=\"\"", () => InstanceSelector.ByTag("Env", "") },
        { "tag:Env=\"*\"", () => InstanceSelector.ByTag("Env", "*") },
        { "tag:Env~d*,\"a,?\"", () => InstanceSelector.ByTagLike("Env", "d*", "a,?") },
        { "tag:Env=dev", () => InstanceSelector.ByTagLike("Env", "dev") },
        { "tag:Env", () => InstanceSelector.ByTagKey("Env") },
        { "tag:E*v", () => InstanceSelector.ByTagKey("E*v") },
        { "tag:Name=web", () => InstanceSelector.ByName("web") },
        { "instance-type~t3.*", () => InstanceSelector.ByFilter("instance-type", "t3.*") },
        { "vpc-id=vpc-1", () => InstanceSelector.ByFilter("vpc-id", "vpc-1") },
        { "tag:Env~d*", () => InstanceSelector.ByFilter("tag:Env", "d*") },
        { "tag:Env=dev and tag:Name~web-*", () => Dev.And(Web) },
        { "tag:Env=dev or tag:Name~web-*", () => Dev.Or(Web) },
        { "tag:Env=dev except tag:Name~web-*", () => Dev.Except(Web) },
        { "(tag:Env=dev or tag:Name~web-*) and tag:Env", () => (Dev | Web) & InstanceSelector.ByTagKey("Env") },
        { "tag:Env=dev except (tag:Name~web-* or tag:Env)", () => Dev.Except(Web).Except(InstanceSelector.ByTagKey("Env")) },
    };

    /// <summary>Refused selectors, and the expected part of the message.</summary>
    public static TheoryData<Func<InstanceSelector>, string[]> Refusals { get; } = new()
    {
        { () => InstanceSelector.ById(), ["The selector is empty", "InstanceSelector.All"] },
        { () => InstanceSelector.ById("i-1234567"), ["'i-1234567' is not an instance id", "8 or 17"] },
        { () => InstanceSelector.ById("i-123456789"), ["'i-123456789'"] },
        { () => InstanceSelector.ById("i-0123456789ABCDEF0"), ["'i-0123456789ABCDEF0'", "lower-case"] },
        { () => InstanceSelector.ById(NewId, " " + NewId), [$"' {NewId}'"] },
        { () => InstanceSelector.ById(NewId + "\n"), ["\\u000A"] },
        { () => InstanceSelector.ById(NewId, null!), ["null is not an instance id"] },
        { () => InstanceSelector.ById("arn:aws:ec2:eu-west-1:1:instance/" + NewId), ["is not an instance id"] },
        { () => InstanceSelector.ById(Megabyte), ["(1000000 characters)"] },
        { () => InstanceSelector.ByTag("Env"), ["'tag:Env' has no value", "ByTagKey"] },
        { () => InstanceSelector.ByTag("Env", "dev", null!), ["A value of the filter 'tag:Env' is null"] },
        { () => InstanceSelector.ByTag("Env", Numbered(201)), ["more than 200 values", "value 201 is 'value-201'", "with Or"] },
        { () => InstanceSelector.ByTag("Env", new string('x', 256)), ["255 characters", "(256 characters)"] },
        { () => InstanceSelector.ByTag("Env", new string('*', 128)), ["255 characters", "backslashes before literal '*'"] },
        { () => InstanceSelector.ByTag("Env", Megabyte), ["(1000000 characters)"] },
        { () => InstanceSelector.ByTag("Env", "a\tb"), ["'a\\u0009b'", "U+0009 at position 1"] },
        { () => InstanceSelector.ByTag("Env", "a\u0085"), ["U+0085 at position 1"] },
        { () => InstanceSelector.ByTag("Env", "a\ud800b"), ["half of the character pair U+D800 at position 1"] },
        { () => InstanceSelector.ByTag("Env", "😀\udc00"), ["half of the character pair U+DC00 at position 2"] },
        { () => InstanceSelector.ByTag("", "dev"), ["empty"] },
        { () => InstanceSelector.ByTag(new string('k', 129), "dev"), ["The tag key", "128 characters"] },
        { () => InstanceSelector.ByTag("E\u0000v", "dev"), ["The tag key 'E\\u0000v'", "U+0000 at position 1"] },
        { () => InstanceSelector.ByTagLike("Env", "*"), ["The pattern '*' of 'tag:Env' fits every value", "ByTagKey"] },
        { () => InstanceSelector.ByTagLike("Env", "dev", "**"), ["'**'", "fits every value"] },
        { () => InstanceSelector.ByTagLike("Env", "?*?"), ["'?*?'", "fits every value"] },
        { () => InstanceSelector.ByTagLike("Env"), ["'tag:Env' has no value"] },
        { () => InstanceSelector.ByTagKey(""), ["empty"] },
        { () => InstanceSelector.ByTagKey(new string('*', 128)), ["too long"] },
        { () => InstanceSelector.ByName(), ["'tag:Name' has no value"] },
        { () => InstanceSelector.ByFilter("", "x"), ["empty"] },
        { () => InstanceSelector.ByFilter("Vpc-Id", "x"), ["'Vpc-Id' is not the name of an EC2 filter", "lower-case letters"] },
        { () => InstanceSelector.ByFilter("vpc id", "x"), ["'vpc id'"] },
        { () => InstanceSelector.ByFilter("Filter.1.Name", "x"), ["'Filter.1.Name'"] },
        { () => InstanceSelector.ByFilter("tag:", "x"), ["empty"] },
        { () => InstanceSelector.ByFilter("tag:Env", "*"), ["fits every value"] },
        { () => InstanceSelector.ByFilter("vpc-id"), ["'vpc-id' has no value"] },
        { () => InstanceSelector.ByFilter("id", NewId), ["'id' is not the name of an EC2 filter", "ById"] },
        { () => InstanceSelector.ByFilter("name", "web"), ["'name'", "ByName"] },
        { () => InstanceSelector.ByFilter("all", "x"), ["'all'"] },
        { () => InstanceSelector.ByFilter("tag", "x"), ["'tag'", "ByTag"] },
    };

    [Theory]
    [MemberData(nameof(Meanings), DisableDiscoveryEnumeration = true)]
    public void ToString_Selector_TellsWhatItMeans(string text, Func<InstanceSelector> build) => Assert.Equal(text, build().ToString());

    [Theory]
    [MemberData(nameof(Meanings), DisableDiscoveryEnumeration = true)]
    public void Parse_ItsOwnText_GivesAnEqualSelector(string text, Func<InstanceSelector> build)
    {
        var selector = build();

        Assert.Equal(selector, InstanceSelector.Parse(text));
        Assert.True(selector == InstanceSelector.Parse(text));
        Assert.Equal(selector.GetHashCode(), InstanceSelector.Parse(text).GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void Factory_WhatEc2CouldNotTake_IsRefusedWithTheReason(Func<InstanceSelector> build, string[] parts)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(build);

        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.NotNull(exception.ParamName);
        Assert.True(exception.Message.Length < 500, "A huge value makes a huge message.");
    }

    [Fact]
    public void Factory_AtTheLimits_IsTaken()
    {
        Assert.NotNull(InstanceSelector.ByTag(new string('k', 128), Numbered(200).Append("value-7")));
        Assert.NotNull(InstanceSelector.ByTag("Env", new string('x', 255), new string('*', 127), "😀"));
        Assert.NotNull(InstanceSelector.ById(Enumerable.Range(0, 5000).Select(i => $"i-{i:x17}")));
        Assert.NotNull(InstanceSelector.ByTagLike("Env", "?"));
        Assert.NotNull(InstanceSelector.ByFilter("vpc-id", "*"));
    }

    [Fact]
    public void Factory_NullInsteadOfAList_NamesTheParameter()
    {
        Assert.Equal("instanceIds", Assert.Throws<ArgumentNullException>(() => InstanceSelector.ById(null!)).ParamName);
        Assert.Equal(
            "values", Assert.Throws<ArgumentNullException>(() => InstanceSelector.ByTag("Env", (IEnumerable<string>)null!)).ParamName);
        Assert.Equal(
            "patterns",
            Assert.Throws<ArgumentNullException>(() => InstanceSelector.ByTagLike("Env", (IEnumerable<string>)null!)).ParamName);
        Assert.Equal(
            "values",
            Assert.Throws<ArgumentNullException>(() => InstanceSelector.ByFilter("vpc-id", (IEnumerable<string>)null!)).ParamName);
        Assert.Equal("key", Assert.Throws<ArgumentNullException>(() => InstanceSelector.ByTagKey(null!)).ParamName);
        Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => InstanceSelector.Parse(null!)).ParamName);
    }

    [Fact]
    public void Operator_NullOperand_NamesIt()
    {
        InstanceSelector nothing = null!;

        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => Dev.And(nothing)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => Dev.Or(nothing)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => Dev.Except(nothing)).ParamName);
        Assert.Equal("left", Assert.Throws<ArgumentNullException>(() => nothing & Dev).ParamName);
        Assert.Equal("right", Assert.Throws<ArgumentNullException>(() => Dev | nothing).ParamName);
    }

    [Fact]
    public void Equals_ByTheirTexts_AndNothingElse()
    {
        var same = InstanceSelector.ByTag("Env", "dev");

        Assert.True(Dev.Equals(same) && Dev.Equals((object)same) && Dev == same && !(Dev != same));
        Assert.True(Dev != Web && !Dev.Equals(Web) && !Dev.Equals(null) && !Dev.Equals("tag:Env=dev"));
        Assert.False(Dev == null);
        Assert.False(null == Dev);
        Assert.True((InstanceSelector?)null == (InstanceSelector?)null);
    }

    [Fact]
    public void TryParse_TextOrNot_SaysWhich()
    {
        Assert.True(InstanceSelector.TryParse("tag:Env=dev", out var selector));
        Assert.Equal(Dev, selector);
        Assert.False(InstanceSelector.TryParse("tag:Env=dev and", out selector));
        Assert.Null(selector);
        Assert.False(InstanceSelector.TryParse(null, out selector));
        Assert.Null(selector);
    }

    private static IEnumerable<string> Numbered(int count) => Enumerable.Range(1, count).Select(i => $"value-{i}");
}
