using Stopinator.Conformance.Tests.Support;
using Stopinator.Instances;
using Stopinator.Selection;

namespace Stopinator.Conformance.Tests.Botocore;

/// <summary>Our names of states and filters are those of the service model.</summary>
public sealed class ModelTests(BotocoreJudge botocore)
{
    [Fact]
    public async Task States_OfTheModel_AreTheStatesOfOurs() =>
        Assert.Equal(
            (await botocore.ListAsync("values", "InstanceStateName")).Order(),
            Enum.GetValues<PowerState>().Select(PowerStateNames.Ec2Name).Order());

    [Fact]
    public async Task Filters_EvaluatedHere_AreThoseOfTheModel()
    {
        var documented = await botocore.ListAsync("filters", "DescribeInstances");

        Assert.True(documented.Count > 100);
        Assert.All(FilterFields.Names, name => Assert.Contains(name, documented));
    }
}
