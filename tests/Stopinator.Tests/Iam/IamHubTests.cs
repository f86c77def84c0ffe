namespace Stopinator.Tests.Iam;

public sealed class IamHubTests
{
    [Fact]
    public void ForHubOfRole_ARoleNameOfAnOrganization_HasNoWildcardButTheAccount()
    {
        var policy = IamPolicy.ForHubOfRole("ops/stopinator-spoke", "o-a1b2c3d4e5", "aws-us-gov");

        var statement = Assert.Single(policy.Statements);
        Assert.Equal(["sts:AssumeRole"], statement.Actions);
        Assert.Equal(["arn:aws-us-gov:iam::*:role/ops/stopinator-spoke"], statement.Resources);
        Assert.Equal("StringEquals aws:ResourceOrgID = o-a1b2c3d4e5", Assert.Single(statement.Conditions).ToString());
        Assert.Empty(Assert.Single(IamPolicy.ForHubOfRole("spoke").Statements).Conditions);
        Action[] malformed =
        [
            () => IamPolicy.ForHubOfRole("*"), () => IamPolicy.ForHubOfRole("spoke-*"), () => IamPolicy.ForHubOfRole(""), () => IamPolicy.ForHubOfRole("/spoke"),
            () => IamPolicy.ForHubOfRole("spoke", "*"), () => IamPolicy.ForHubOfRole("spoke", "r-root"), () => IamPolicy.ForHubOfRole("spoke", partition: "*"),
        ];
        Assert.All(malformed, one => Assert.Throws<ArgumentException>(one));
    }

    [Fact]
    public void For_ListsRegions_AddsTheDescribe()
    {
        var options = new IamPolicyOptions { ListsRegions = true, ReadsStatusChecks = true };

        var policy = IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), [], options);

        Assert.Equal(
            ["ec2:DescribeInstances", "ec2:DescribeInstanceStatus", "ec2:DescribeRegions"], Assert.Single(policy.Statements).Actions);
    }
}
