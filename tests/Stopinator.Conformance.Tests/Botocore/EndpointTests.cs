using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;

namespace Stopinator.Conformance.Tests.Botocore;

/// <summary>Our endpoints are those of botocore's rules, for every region that both know, in every partition.</summary>
public sealed class EndpointTests(BotocoreJudge botocore)
{
    [Fact]
    public async Task Resolve_EveryRegionInEveryWay_GivesTheEndpointOfTheRules()
    {
        var rules = (await botocore.AskAsync("endpoints")).AsArray()
            .Select(rule => (
                Partition: (string)rule!["Partition"]!, Region: (string)rule["Region"]!, Fips: (bool)rule["Fips"]!,
                DualStack: (bool)rule["DualStack"]!, Url: (string?)rule["Url"]))
            .Where(rule => Ec2LocationResolver.IsKnownRegion(rule.Region))
            .ToArray();

        Assert.Equal(rules, rules.Select(rule => rule with { Url = Endpoint(rule.Region, rule.Fips, rule.DualStack) }));
        Assert.True(rules.Select(rule => rule.Partition).Distinct().Count() >= 8);
    }

    private static string Endpoint(string region, bool fips, bool dualStack)
    {
        var nothing = new AwsConfiguration(_ => null, _ => null);
        var location = new Ec2LocationResolver(nothing, () => null)
            .Resolve(new Ec2Options { Region = region, UseFips = fips, UseDualStack = dualStack });
        return location.Endpoint.AbsoluteUri.TrimEnd('/');
    }
}
