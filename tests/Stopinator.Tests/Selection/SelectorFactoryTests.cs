using Stopinator.Selection;

namespace Stopinator.Tests.Selection;

public sealed class SelectorFactoryTests
{
    private static readonly SelectorNode A = SelectorFactory.Tag("A", ["1"]);
    private static readonly SelectorNode B = SelectorFactory.Tag("B", ["1"]);
    private static readonly SelectorNode C = SelectorFactory.Tag("C", ["1"]);

    [Fact]
    public void And_ChainedEitherWay_StaysFlat()
    {
        Assert.Equal(3, Assert.IsType<AndNode>(SelectorFactory.And(SelectorFactory.And(A, B), C)).Operands.Length);
        Assert.Equal(3, Assert.IsType<AndNode>(SelectorFactory.And(A, SelectorFactory.And(B, C))).Operands.Length);
        Assert.Equal(3, Assert.IsType<OrNode>(SelectorFactory.Or(SelectorFactory.Or(A, B), C)).Operands.Length);
        Assert.Equal(3, Assert.IsType<OrNode>(SelectorFactory.Or(A, SelectorFactory.Or(B, C))).Operands.Length);
        Assert.Same(A, SelectorFactory.And(A));
    }

    [Fact]
    public void Except_Chained_ExcludesEach()
    {
        var node = Assert.IsType<ExceptNode>(SelectorFactory.Except(SelectorFactory.Except(A, B), C));

        Assert.Same(A, node.Left);
        Assert.Equal([B, C], Assert.IsType<OrNode>(node.Right).Operands);
    }

    [Theory]
    [InlineData("id={1},{2} and id={2},{3}", "id={2}")]
    [InlineData("tag:A=1 and id={1},{2} and tag:B=1 and id={2},{3}", "tag:A=1 and id={2} and tag:B=1")]
    [InlineData("id={1} and id={2}", "id={1} and id={2}")]
    [InlineData("id={1} or id={2} or id={1}", "id={1},{2}")]
    [InlineData("tag:A=1 or id={1} or tag:B=1 or id={2}", "tag:A=1 or id={1},{2} or tag:B=1")]
    public void Combine_ListsOfIds_BecomeOneWhereTheFirstStood(string text, string expected) =>
        Assert.Equal(Filled(expected), InstanceSelector.Parse(Filled(text)).ToString());

    [Theory]
    [InlineData("{1,2}", "({2,5} & {9,8})")]
    [InlineData("{1}", "({2} | A)")]
    [InlineData("({1} | A)", "({2} | B)")]
    public void Combine_IdsInAnyOrder_EqualTheirTextReadBack(string left, string right)
    {
        var (l, r) = (Parsed(left), Parsed(right));

        Assert.All(
            [l & r, l | r, l.Except(r), (l & r) | l, (l | r) & r],
            selector => Assert.Equal(selector, InstanceSelector.Parse(selector.ToString())));
    }

    [Fact]
    public void Combine_NestedTooDeep_NamesTheLimit()
    {
        var selector = InstanceSelector.ByTagKey("A");
        for (var i = 0; i < 12; i++)
        {
            selector = selector.And(InstanceSelector.ByTagKey("B")).Or(InstanceSelector.ByTagKey("C"));
        }

        selector = selector.And(InstanceSelector.ByTagKey("D"));

        Assert.Equal(selector, InstanceSelector.Parse(selector.ToString()));
        Assert.All(
            [() => selector.Or(selector), () => InstanceSelector.All.Except(selector)],
            (Func<InstanceSelector> combine) => Assert.Equal("The selector is nested 26 operators deep; the limit is 25.", Assert.Throws<ArgumentException>(combine).Message));
    }

    [Fact]
    public void Combine_TooManyConditions_NamesTheLimit()
    {
        var half = new InstanceSelector(SelectorFactory.Or(Enumerable.Range(0, 5000).Select(i => SelectorFactory.Tag("A", [$"{i}"]))));

        Assert.Equal(10_000, half.Or(half).Node.Conditions);
        var message = Assert.Throws<ArgumentException>(() => half.Or(half).Or(half)).Message;
        Assert.Contains("15000 conditions; the limit is 10000", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => half.Except(half.And(half)).Except(half));
    }

    // {1} stands for an id that ends in 1.
    private static string Filled(string text) =>
        text.Replace("{", "i-0000000", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static InstanceSelector Parsed(string text)
    {
        var operands = text.Trim('(', ')').Split([" & ", " | "], StringSplitOptions.None).Select(part => part.StartsWith('{')
            ? InstanceSelector.ById(part.Trim('{', '}').Split(',').Select(digit => $"i-0000000{digit}"))
            : InstanceSelector.ByTagKey(part));
        return operands.Aggregate((left, right) => text.Contains('&', StringComparison.Ordinal) ? left & right : left | right);
    }
}
