using Stopinator.Selection;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Selection;

public sealed class InstanceMatcherTests
{
    private static readonly Ec2Instance Instance = Some.Instance(PowerState.Running, ("Name", "web-1"), ("Empty", ""));

    [Theory]
    [InlineData("all", true)]
    [InlineData("id=i-00000000000000001", true)]
    [InlineData("id=i-00000000000000002", false)]
    [InlineData("tag:Env=dev", true)]
    [InlineData("tag:Env=test,dev", true)]
    [InlineData("tag:Env=DEV", false)]
    [InlineData("tag:env=dev", false)]
    [InlineData("tag:Env", true)]
    [InlineData("tag:None", false)]
    [InlineData("tag:Empty=\"\"", true)]
    [InlineData("tag:None=\"\"", false)]
    [InlineData("tag:Name~web-?", true)]
    [InlineData("tag:None~x*", false)]
    [InlineData("tag-key~N*", true)]
    [InlineData("instance-state-name=running", true)]
    [InlineData("tag:Env=dev and tag:Name~web-*", true)]
    [InlineData("tag:Env=dev and tag:Name~db-*", false)]
    [InlineData("tag:Env=prod or tag:Name~web-*", true)]
    [InlineData("tag:Env=prod or tag:Name~db-*", false)]
    [InlineData("all except tag:Env=prod", true)]
    [InlineData("all except tag:Env=dev", false)]
    [InlineData("tag:Env=prod except tag:None", false)]
    [InlineData("all except (all except tag:Env=dev)", true)]
    public void Matches_Selector_DecidesAsEc2Would(string text, bool expected)
    {
        var node = InstanceSelector.Parse(text).Node;

        Assert.True(InstanceMatcher.CanMatch(node));
        Assert.Equal(expected, InstanceMatcher.Matches(node, Instance));
    }

    [Theory]
    [InlineData("tenancy=host", "tenancy")]
    [InlineData("tag:A=1 and (tag:B=1 or tenancy=host)", "tenancy")]
    [InlineData("all except host-id=h", "host-id")]
    [InlineData("host-id=h except tenancy=host", "host-id")]
    [InlineData("tag:A=1 and tag:B and id=i-00000001 and all", null)]
    public void FirstUnknownFilter_OneThatOnlyEc2CanEvaluate_IsNamed(string text, string? name)
    {
        var node = InstanceSelector.Parse(text).Node;

        Assert.Equal(name, InstanceMatcher.FirstUnknownFilter(node));
        Assert.Equal(name is null, InstanceMatcher.CanMatch(node));
    }

    [Fact]
    public void Matches_FiveThousandIds_LooksEachUpAtOnce()
    {
        var scope = InstanceSelector.ById(Enumerable.Range(0, 5000).Select(i => $"i-{i:x17}")).Node;

        Assert.Equal(
            4999, Enumerable.Range(1, 100_000).Count(i => InstanceMatcher.Matches(scope, Instance with { InstanceId = $"i-{i:x17}" })));
    }
}
