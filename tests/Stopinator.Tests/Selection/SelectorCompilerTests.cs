using Stopinator.Selection;

namespace Stopinator.Tests.Selection;

public sealed class SelectorCompilerTests
{
    /// <summary>A selector, and the describes it takes: filters as EC2 gets them, then what is left to decide here.</summary>
    public static TheoryData<string, string[]> Plans { get; } = new()
    {
        { "all", ["everything"] },
        { "id=i-00000001,i-00000002", ["ids i-00000001|i-00000002"] },
        { "tag:A=1", ["tag:A=1"] },

        // Conjunctions are filters of one describe, alternatives on one name are values of one filter.
        { "tag:A=1 and tag:B~x* and vpc-id=v", ["tag:A=1; tag:B=x*; vpc-id=v"] },
        { "tag:A=1 or tag:A=2,3 or tag:A~4*", ["tag:A=1|2|3|4*"] },
        { "tag:A=1 or tag:B=1", ["tag:A=1", "tag:B=1"] },
        { "tag:A=1 or tag:B=1 or tag:A=2", ["tag:A=1|2", "tag:B=1"] },
        { "id=i-00000001 or id=i-00000002", ["ids i-00000001|i-00000002"] },
        { "id=i-00000001 or tag:A=1", ["ids i-00000001", "tag:A=1"] },
        { "id=i-00000001 and tag:A=1", ["ids i-00000001; tag:A=1"] },
        { "(tag:A=1 or tag:A=2) and tag:B=1", ["tag:A=1|2; tag:B=1"] },
        { "(tag:A=1 or tag:B=1) and tag:C=1", ["tag:A=1; tag:C=1", "tag:B=1; tag:C=1"] },
        { "(tag:A=1 and tag:B=1) or (tag:A=2 and tag:B=1)", ["tag:A=1|2; tag:B=1"] },
        { "(tag:A=1 and tag:B=1) or (tag:A=2 and tag:B=2)", ["tag:A=1; tag:B=1", "tag:A=2; tag:B=2"] },
        { "(tag:A=1 and tag:B=1) or (tag:A=2 and tag:B=2) or (tag:A=2 and tag:B=1) or (tag:A=1 and tag:B=2)", ["tag:A=1|2; tag:B=1|2"] },
        { "(tag:A=1,2 and tag:B=1) or (tag:A=2,1 and tag:B=2)", ["tag:A=1|2; tag:B=1|2"] },
        { "(id=i-00000001 and tag:A=1) or (id=i-00000002 and tag:A=1)", ["ids i-00000001|i-00000002; tag:A=1"] },
        { "(id=i-00000001,i-00000002 and tag:A=1) or (id=i-00000002,i-00000001 and tag:A=2)", ["ids i-00000001|i-00000002; tag:A=1|2"] },
        { "tag:A=1 or tag:A=1", ["tag:A=1"] },
        { "tag:A=1 and all", ["tag:A=1"] },

        // A field has one value, so two lists of literals are what they have in common.
        { "tag:A=1,2 and tag:A=2,3", ["tag:A=2"] },
        { "tag:A=1 and tag:A=2", [] },
        { @"instance-type~t3\.micro and instance-type=t3.micro", [@"instance-type=t3\.micro"] },
        { "id=i-00000001 and id=i-00000002", [] },
        { "(tag:A=1 and tag:A=2) or tag:B=1", ["tag:B=1"] },

        // EC2 takes each name once: a second condition on it is decided here.
        { "tag:A~1* and tag:A~*2", ["tag:A=1*; check tag:A~*2"] },
        { "tag:A=1 and tag:A~*2", ["tag:A=1; check tag:A~*2"] },
        { "(tag:A=1 and tag:A~*2) or (tag:A=1 and tag:A~*3)", ["tag:A=1; check tag:A~*2", "tag:A=1; check tag:A~*3"] },
        { "tag:A and tag:B", ["tag-key=A; check tag:B"] },
        { "tag:A or tag:B", ["tag-key=A|B"] },
        { "image-id=1 and block-device-mapping.volume-id=1 and block-device-mapping.volume-id=2", ["block-device-mapping.volume-id=1; image-id=1; check block-device-mapping.volume-id=2"] },

        // EC2 has no exclusion.
        { "all except tag:A=1", ["everything; not tag:A=1"] },
        { "(tag:A=1 or tag:B=1) except tag:C", ["tag:A=1; not tag:C", "tag:B=1; not tag:C"] },
        { "tag:A=1 and (tag:B=1 except tag:C)", ["tag:A=1; tag:B=1; not tag:C"] },
        { "(tag:A=1 except tag:C) or (tag:A=2 except tag:C)", ["tag:A=1|2; not tag:C"] },
        { "(tag:A=1 except tag:C) or tag:A=2", ["tag:A=1; not tag:C", "tag:A=2"] },
        { "id=i-00000001,i-00000002 except id=i-00000002", ["ids i-00000001; not id=i-00000002"] },
        { "id=i-00000001,i-00000002 except (tag:A or id=i-00000002)", ["ids i-00000001; not tag:A or id=i-00000002"] },
        { "(all except id=i-00000002) and id=i-00000001,i-00000002", ["ids i-00000001; not id=i-00000002"] },
        { "id=i-00000001 except id=i-00000001", [] },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Compile_Selector_TakesTheFewestDescribes(string text, string[] plan) =>
        Assert.Equal(plan, SelectorCompiler.Compile(InstanceSelector.Parse(text)).Select(Describe));

    [Fact]
    public void Compile_MoreFiltersThanEc2Takes_NamesTheLimit()
    {
        var fifty = All(50);

        Assert.Equal(50, Assert.Single(SelectorCompiler.Compile(fifty)).Filters.Count);
        var message =
            Assert.Throws<ArgumentException>(() => SelectorCompiler.Compile(fifty.And(InstanceSelector.ByTag("one more", "x")))).Message;
        Assert.Contains("needs 51 filters in one describe; EC2 allows 50", message, StringComparison.Ordinal);
        Assert.True(message.Length < 300);
    }

    [Fact]
    public void Compile_MoreDescribesThanSensible_NamesTheLimit()
    {
        var hundred = Enumerable.Range(0, 100).Select(i => InstanceSelector.ByTag($"Key{i}", "x")).Aggregate((left, right) => left | right);

        Assert.Equal(100, SelectorCompiler.Compile(hundred).Length);
        var exception = Assert.Throws<ArgumentException>(() => SelectorCompiler.Compile(hundred | InstanceSelector.ByTagKey("one more")));
        Assert.StartsWith("The selector '", exception.Message, StringComparison.Ordinal);
        Assert.Contains("more than 100 describes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_AlternativesThatMultiply_AreRefusedBeforeTheyDo()
    {
        // 2^30 describes if they were written out.
        var selector = Enumerable.Range(0, 30)
            .Select(i => InstanceSelector.ByTag($"Left{i}", "x") | InstanceSelector.ByTag($"Right{i}", "x"))
            .Aggregate((left, right) => left & right);

        Assert.Contains(
            "more than 100 describes",
            Assert.Throws<ArgumentException>(() => SelectorCompiler.Compile(selector)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_TenThousandAlternativesOnOneName_IsOneDescribe()
    {
        var selector = InstanceSelector.Parse(string.Join(" or ", Enumerable.Range(0, 10_000).Select(i => $"tag:A=v{i}")));

        var filter = Assert.Single(Assert.Single(SelectorCompiler.Compile(selector)).Filters).Value;

        Assert.Equal(10_000, filter.Patterns.Length);
    }

    private static InstanceSelector All(int count) =>
        Enumerable.Range(0, count).Select(i => InstanceSelector.ByTag($"Key{i}", "x")).Aggregate((left, right) => left & right);

    private static string Describe(DescribeBranch branch)
    {
        string[] parts =
        [
            .. branch.Ids is { } ids ? [$"ids {string.Join('|', ids)}"] : Array.Empty<string>(),
            .. branch.Filters.Values.Select(filter => $"{filter.Name}={string.Join('|', filter.Patterns)}"),
            .. branch.Checks.Select(check => $"check {SelectorText.Format(check)}"),
            .. branch.Exclusions.Select(exclusion => $"not {SelectorText.Format(exclusion)}"),
        ];
        return branch.Ids is null && branch.Filters.IsEmpty ? string.Join("; ", parts.Prepend("everything")) : string.Join("; ", parts);
    }
}
