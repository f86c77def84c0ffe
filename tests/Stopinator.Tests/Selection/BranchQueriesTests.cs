using System.Collections.Immutable;
using Stopinator.Selection;

namespace Stopinator.Tests.Selection;

public sealed class BranchQueriesTests
{
    [Fact]
    public void Of_Everything_IsPagedAndHoldsNothing()
    {
        var query = Assert.Single(Queries(InstanceSelector.All));

        Assert.Equal((0, 0, 1000, null), (query.InstanceIds.Length, query.Filters.Length, query.PageSize, query.PageToken));
    }

    [Fact]
    public void Of_FewIds_IsAFilterThatMayFindNothing()
    {
        var query = Assert.Single(Queries(InstanceSelector.ById(Ids(200)).And(InstanceSelector.ByTag("Env", "dev"))));

        Assert.Empty(query.InstanceIds);
        Assert.Equal(1000, query.PageSize);
        Assert.Equal(["tag:Env", "instance-id"], query.Filters.Select(filter => filter.Name));
        Assert.Equal(Ids(200), query.Filters[1].Patterns);
    }

    [Fact]
    public void Of_ManyIds_AreListsOfAThousandWithoutPages()
    {
        var queries = Queries(InstanceSelector.ById(Ids(2500)).And(InstanceSelector.ByTag("Env", "dev")));

        Assert.Equal([1000, 1000, 500], queries.Select(query => query.InstanceIds.Length));
        Assert.Equal(Ids(2500), queries.SelectMany(query => query.InstanceIds));
        Assert.All(queries, query => Assert.Equal((null, "tag:Env"), (query.PageSize, Assert.Single(query.Filters).Name)));
    }

    [Fact]
    public void Of_OneIdBeyondTheFilter_IsAList() =>
        Assert.Equal(201, Assert.Single(Queries(InstanceSelector.ById(Ids(201)))).InstanceIds.Length);

    [Fact]
    public void Of_FewIdsBesideAFilterOnIds_IsAListBesideIt()
    {
        var query = Assert.Single(Queries(InstanceSelector.ById(Ids(2)).And(InstanceSelector.ByFilter("instance-id", "i-*1"))));

        Assert.Equal(Ids(2), query.InstanceIds);
        Assert.Equal(["i-*1"], Assert.Single(query.Filters).Patterns);
        Assert.Null(query.PageSize);
    }

    [Fact]
    public void Of_FewIdsBesideFiftyFilters_IsAListThatLeavesThemAtFifty()
    {
        var selector = Enumerable.Range(0, 50).Select(i => InstanceSelector.ByTag($"Key{i}", "x")).Aggregate(
            InstanceSelector.ById(Ids(2)), (left, right) => left & right);

        var query = Assert.Single(Queries(selector));

        Assert.Equal((2, 50), (query.InstanceIds.Length, query.Filters.Length));
    }

    [Fact]
    public void Of_MoreValuesThanEc2Takes_AreSplitIntoEveryCombination()
    {
        var selector = Any("A", 450) & Any("B", 201) & InstanceSelector.ByTag("C", "x");

        var queries = Queries(selector);

        Assert.Equal(3 * 2, queries.Length);
        Assert.All(queries, query => Assert.All(query.Filters, filter => Assert.InRange(filter.Patterns.Length, 1, 200)));
        Assert.All(queries, query => Assert.Equal(["tag:A", "tag:B", "tag:C"], query.Filters.Select(filter => filter.Name)));

        // Every pair of values is asked for once.
        var pairs =
            queries.SelectMany(query => query.Filters[0].Patterns.SelectMany(_ => query.Filters[1].Patterns, (a, b) => (a, b))).ToArray();
        Assert.Equal(450 * 201, pairs.Length);
        Assert.Equal(450 * 201, pairs.Distinct().Count());
    }

    [Fact]
    public void Of_ManyIdsAndManyValues_AreSplitIntoEveryCombination()
    {
        var queries = Queries(InstanceSelector.ById(Ids(1500)) & Any("A", 300));

        Assert.Equal(
            [(1000, 200), (500, 200), (1000, 100), (500, 100)],
            queries.Select(query => (query.InstanceIds.Length, query.Filters[0].Patterns.Length)));
    }

    [Fact]
    public void Of_AnySelector_NeverAsksForAllByAnEmptyList()
    {
        var generator = new SelectorGenerator(seed: 2);
        for (var i = 0; i < 500; i++)
        {
            var selector = generator.Next(depth: 3);
            foreach (var branch in SelectorCompiler.Compile(selector))
            {
                Assert.All(BranchQueries.Of(branch), query =>
                {
                    Assert.True(query.PageSize is null == !query.InstanceIds.IsEmpty, $"{selector}: ids and pages exclude each other.");
                    Assert.All(query.Filters, filter => Assert.NotEmpty(filter.Patterns));
                    Assert.Equal(query.Filters.Length, query.Filters.Select(filter => filter.Name).Distinct().Count());
                    Assert.True(branch.Ids is null || query.InstanceIds.Length + query.Filters.Length > 0);
                });
            }
        }
    }

    private static ImmutableArray<InstanceQuery> Queries(InstanceSelector selector) =>
        [.. BranchQueries.Of(Assert.Single(SelectorCompiler.Compile(selector)))];

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"i-{i:x17}")];

    private static InstanceSelector Any(string key, int count) =>
        Enumerable.Range(0, count).Chunk(100).Select(chunk => InstanceSelector.ByTag(key, chunk.Select(i => $"v{i}")))
            .Aggregate((left, right) => left | right);
}
