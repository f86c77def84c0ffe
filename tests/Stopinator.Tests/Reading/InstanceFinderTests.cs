using Amazon.EC2.Model;
using Stopinator.Calls;
using Stopinator.Reading;
using Stopinator.Selection;
using Stopinator.Testing;
using Stopinator.Tests.Selection;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reading;

public sealed partial class InstanceFinderTests
{
    private static readonly InstanceSelector Dev = InstanceSelector.ByTag("Env", "dev");

    // A filter on a field that a describe does not give us.
    private static readonly InstanceSelector Dedicated = InstanceSelector.ByFilter("tenancy", "dedicated");

    [Fact]
    public async Task Find_SeveralPages_AreReadToTheLastAsTheyArrive()
    {
        var script = new DescribeScript().Page(Some(1, 2), "second").Page([], "third").Page([], "fourth").Page(Some(3));

        await foreach (var found in Find(script, Dev))
        {
            Assert.Equal(Id(1), found.InstanceId);
            await script.AskedAsync(2);
            break;
        }

        // The second page was on its way when the first one was enough.
        Assert.Equal(2, script.Queries.Count);
        script = new DescribeScript().Page(Some(1, 2), "second").Page([], "third").Page([], "fourth").Page(Some(3));

        Assert.Equal([Id(1), Id(2), Id(3)], await Ids(script, Dev));
        Assert.Equal([null, "second", "third", "fourth"], script.Queries.Select(query => query.PageToken));
        Assert.All(script.Queries, query => Assert.Equal((1000, "tag:Env"), (query.PageSize, query.Filters[0].Name)));
    }

    [Fact]
    public async Task Find_InstanceOnTwoPagesAndInTwoDescribes_IsFoundOnce()
    {
        var script = new DescribeScript().Page(Some(1, 1, 2), "second").Page(Some(2, 3)).Page(Some(3, 1, 4));

        Assert.Equal([Id(1), Id(2), Id(3), Id(4)], await Ids(script, Dev | InstanceSelector.ByTagKey("Other")));
    }

    [Theory]
    [InlineData("InvalidPaginationToken")]
    [InlineData("InvalidNextToken")]
    public async Task Find_PageTokenExpired_BeginsAnewOnce(string code)
    {
        var script = new DescribeScript().Page(Some(1), "second").Fail(code).Page(Some(2), "second").Page(Some(1, 3));

        Assert.Equal([Id(1), Id(2), Id(3)], await Ids(script, Dev));
        Assert.Equal([null, "second", null, "second"], script.Queries.Select(query => query.PageToken));
    }

    [Fact]
    public async Task Find_PageTokenExpiredAgain_Throws()
    {
        var script = new DescribeScript().Page(Some(1), "a").Fail("InvalidPaginationToken").Page([], "b").Fail("InvalidPaginationToken");

        Assert.Equal("InvalidPaginationToken", (await Assert.ThrowsAsync<Ec2Exception>(() => Ids(script, Dev))).Code);
        Assert.Equal(4, script.Queries.Count);
    }

    [Fact]
    public async Task Find_TokenRefusedThoughNoneWasSent_Throws()
    {
        var script = new DescribeScript().Fail("InvalidNextToken");

        await Assert.ThrowsAsync<Ec2Exception>(() => Ids(script, Dev));
        Assert.Single(script.Queries);
    }

    [Theory]
    [InlineData("a,a")]
    [InlineData("a,b,a")]
    [InlineData("a,b,c,b")]
    public async Task Find_PagesInACircle_EndsInsteadOfReadingForever(string tokens)
    {
        var script = new DescribeScript();
        foreach (var token in tokens.Split(','))
        {
            script.Page(Some(1), token);
        }

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => Ids(script, Dev));

        Assert.Equal("AnswerUnreadable", exception.Code);
        Assert.Contains("never end", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ExclusionOnFieldsThatAreRead_TakesNoSecondDescribe()
    {
        var script = new DescribeScript().Page(
            [.. Some(1), Instance(2) with { Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Keep"] = "" } }]);

        Assert.Equal([Id(1)], await Ids(script, Dev.Except(InstanceSelector.ByTagKey("Keep"))));
        Assert.Single(script.Queries);
    }

    [Fact]
    public async Task Find_ExclusionOnlyEc2CanEvaluate_IsASecondDescribeAfterTheFirst()
    {
        var script = new DescribeScript().Page(Some(1), "second").Page(Some(2, 3)).Page(Some(9, 2));

        Assert.Equal([Id(1), Id(3)], await Ids(script, Dev.Except(Dedicated)));
        Assert.Equal(["tag:Env", "tag:Env", "tenancy"], script.Queries.Select(query => query.Filters[0].Name));
    }

    [Fact]
    public async Task Find_ExclusionNestedInAnExclusion_IsLeftIn()
    {
        // Dev except (dedicated except tagged): the second describe gives 2 and 3, of which 3 carries the tag.
        var script = new DescribeScript().Page(Some(1, 2, 3))
            .Page([Instance(2), Instance(3) with { Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Keep"] = "" } }]);

        Assert.Equal([Id(1), Id(3)], await Ids(script, Dev.Except(Dedicated.Except(InstanceSelector.ByTagKey("Keep")))));
    }

    [Fact]
    public async Task Find_SecondDescribeOfAnExclusionFails_GivesNothing()
    {
        var script = new DescribeScript().Page(Some(1, 2)).Fail("UnauthorizedOperation");
        var found = new List<string>();

        var exception = await Assert.ThrowsAsync<Ec2Exception>(async () =>
        {
            await foreach (var instance in Find(script, Dev.Except(Dedicated)))
            {
                found.Add(instance.InstanceId);
            }
        });

        Assert.Equal("UnauthorizedOperation", exception.Code);
        Assert.Empty(found);
    }

    [Fact]
    public async Task Find_SecondConditionOnAFieldOnlyEc2Knows_IsASecondDescribe()
    {
        var script = new DescribeScript().Page(Some(1, 2, 3)).Page(Some(2, 3, 4));
        var selector = InstanceSelector.ByFilter("network-interface.subnet-id", "a") & InstanceSelector.ByFilter(
            "network-interface.subnet-id", "b");

        Assert.Equal([Id(2), Id(3)], await Ids(script, selector));
        Assert.Equal(["a", "b"], script.Queries.Select(query => query.Filters[0].Patterns[0]));
    }

    [Fact]
    public async Task Find_NothingCanFit_AsksNothing() =>
        Assert.Empty(await Ids(new DescribeScript(), InstanceSelector.ByTag("A", "1") & InstanceSelector.ByTag("A", "2")));

    [Fact]
    public async Task Find_DescribeFails_ThrowsAndAsksNoMore()
    {
        var script = new DescribeScript().Page(Some(1), "second").Fail("UnauthorizedOperation", "You are not authorized.");

        Assert.Equal(Ec2ErrorKind.Authorization, (await Assert.ThrowsAsync<Ec2Exception>(() => Ids(script, Dev | Dedicated))).Kind);
        Assert.Equal(2, script.Queries.Count);
    }

    [Fact]
    public async Task Find_CancelledBetweenPages_AsksNoMore()
    {
        using var cancellation = new CancellationTokenSource();
        var script = new DescribeScript().Page(Some(1), "second").Page([], "third");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var found in new InstanceFinder(script.Calls).FindAsync(Dev, CallDeadline.None, cancellation.Token))
            {
                await script.AskedAsync(2);
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(2, script.Queries.Count);
    }

    [Fact]
    public async Task Find_GeneratedSelectors_FindOnTheSimulatedEc2WhatTheyMean()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(64, (instance, index) =>
        {
            // Every combination of three values and none on two of the keys, in two states.
            Tag(instance, "Key0", index % 4);
            Tag(instance, "Key1", index / 4 % 4);
            Tag(instance, "Key2", index / 16);
            _ = index % 3 == 0 ? instance.Running() : instance.Stopped();
            _ = index < SelectorGenerator.Ids.Count ? instance.WithId(SelectorGenerator.Ids[index]) : instance;
        }), Support.Some.LiftRateLimits);
        var fleet = await lab.Service.FindAsync(InstanceSelector.All).ToListAsync();
        var generator = new SelectorGenerator(seed: 3);
        for (var i = 0; i < 120; i++)
        {
            var selector = generator.Next(depth: 3);

            var found = await lab.Service.FindAsync(selector).Select(instance => instance.InstanceId).ToListAsync();

            var meant = fleet.Where(instance => InstanceMatcher.Matches(selector.Node, instance)).Select(instance => instance.InstanceId);
            Assert.True(meant.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)), $"{selector}");
        }
    }

    private static void Tag(InstanceBuilder instance, string key, int value) =>
        _ = value == 3 ? instance : instance.Tagged(key, $"v{value}");

    private static IAsyncEnumerable<FoundInstance> Find(DescribeScript script, InstanceSelector selector) =>
        new InstanceFinder(script.Calls).FindAsync(selector, CallDeadline.None, CancellationToken.None);

    private static async Task<List<string>> Ids(DescribeScript script, InstanceSelector selector) =>
        await Find(script, selector).Select(found => found.InstanceId).ToListAsync();

    private static string Id(int number) => $"i-{number:x17}";

    private static Ec2Instance Instance(int number) => new() { InstanceId = Id(number), State = PowerState.Running };

    private static Ec2Instance[] Some(params int[] numbers) => [.. numbers.Select(Instance)];

    private static DescribeInstancesResponse Everything(InstanceQuery query) =>
        Sdk.PageOf(query.InstanceIds.Select(id => new Ec2Instance { InstanceId = id, State = PowerState.Running }));
}
