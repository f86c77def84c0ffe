using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reading;

/// <content>Selectors that name ids.</content>
public sealed partial class InstanceFinderTests
{
    [Fact]
    public async Task Find_FewIds_NamesWhatEc2DoesNotKnowLast()
    {
        var script = new DescribeScript().Page(Some(2));

        var found = await Find(script, InstanceSelector.ById(Id(1), Id(2), Id(3))).ToListAsync();

        Assert.Equal(
            [(Id(2), true), (Id(1), false), (Id(3), false)],
            found.Select(instance => (instance.InstanceId, instance.Instance is not null)));
        Assert.Empty(script.Queries[0].InstanceIds);
    }

    [Fact]
    public async Task Find_FewIdsBesideAFilter_NamesNothingMissing()
    {
        var script = new DescribeScript().Page(Some(2));

        Assert.Equal([Id(2)], await Ids(script, InstanceSelector.ById(Id(1), Id(2)) & Dev));
    }

    [Fact]
    public async Task Find_IdThatIsExcludedAgain_IsNotMissed()
    {
        var script = new DescribeScript().Page([]);

        Assert.Equal([Id(1)], await Ids(script, InstanceSelector.ById(Id(1), Id(2)).Except(InstanceSelector.ById(Id(2)))));
        Assert.Empty(await Ids(new DescribeScript(), InstanceSelector.ById(Id(1)).Except(InstanceSelector.ById(Id(1)))));
    }

    [Fact]
    public async Task Find_IdThatOnlyAnotherDescribeShows_IsFound()
    {
        var script = new DescribeScript().Page([]).Page(Some(1));

        var found = Assert.Single(await Find(script, InstanceSelector.ById(Id(1)) | Dev).ToListAsync());

        Assert.NotNull(found.Instance);
    }

    [Fact]
    public async Task Find_ManyIds_AsksAgainWithoutTheUnknownOnesEc2Names()
    {
        var all = Enumerable.Range(1, 1300).Select(Id).ToArray();
        var script = new DescribeScript()
            .Fail("InvalidInstanceID.NotFound", $"The instance IDs '{Id(7)}, {Id(900)}' do not exist")
            .Answer(Everything)
            .Fail("InvalidInstanceID.Malformed", $"Invalid id: \"{Id(1200)}\"")
            .Answer(Everything);

        var found = await Find(script, InstanceSelector.ById(all)).ToListAsync();

        Assert.Equal([1000, 998, 300, 299], script.Queries.Select(query => query.InstanceIds.Length));
        Assert.All(script.Queries, query => Assert.Null(query.PageSize));
        Assert.Equal(
            [Id(7), Id(900), Id(1200)], found.Where(instance => instance.Instance is null).Select(instance => instance.InstanceId));
        Assert.Equal(all.Order(StringComparer.Ordinal), found.Select(instance => instance.InstanceId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Find_ManyIdsNoneKnown_EndsWithoutAskingForAll()
    {
        var all = Enumerable.Range(1, 201).Select(Id).ToArray();
        var script = new DescribeScript().Fail("InvalidInstanceID.NotFound", $"The instance IDs '{string.Join(", ", all)}' do not exist");

        var found = await Find(script, InstanceSelector.ById(all)).ToListAsync();

        Assert.Equal(201, found.Count);
        Assert.All(found, instance => Assert.Null(instance.Instance));
        Assert.Single(script.Queries);
    }

    [Theory]
    [InlineData("InvalidInstanceID.NotFound", "none of them is named here")]
    [InlineData("InvalidInstanceID.NotFound", "The instance ID 'i-0000000000000ffff' does not exist")]
    [InlineData("InvalidParameterValue", "i-00000000000000001")]
    public async Task Find_ManyIdsAndAnErrorThatNamesNoneOfThem_Throws(string code, string message)
    {
        var script = new DescribeScript().Fail(code, message);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(
            () => Ids(script, InstanceSelector.ById(Enumerable.Range(1, 201).Select(Id))));

        Assert.Equal(code, exception.Code);
        Assert.Single(script.Queries);
    }

    [Fact]
    public async Task Find_FiveThousandIds_TakesFiveDescribes()
    {
        var script = new DescribeScript();
        for (var i = 0; i < 5; i++)
        {
            script.Answer(Everything);
        }

        Assert.Equal(5000, (await Ids(script, InstanceSelector.ById(Enumerable.Range(1, 5000).Select(Id)))).Count);
    }
}
