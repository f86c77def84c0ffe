using Stopinator.Tests.Support;

namespace Stopinator.Tests.Iam;

public sealed partial class IamPolicyTests
{
    private const string Key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public void ToJson_OneTag_IsThePolicyThatPeopleWouldWrite() =>
        Assert.Equal(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "DescribeInstances",
                  "Effect": "Allow",
                  "Action": "ec2:DescribeInstances",
                  "Resource": "*"
                },
                {
                  "Sid": "SwitchInstances",
                  "Effect": "Allow",
                  "Action": [
                    "ec2:StartInstances",
                    "ec2:StopInstances"
                  ],
                  "Resource": "arn:aws-us-gov:ec2:us-gov-west-1:111122223333:instance/*",
                  "Condition": {
                    "StringEquals": {
                      "aws:ResourceTag/Cost Center": "R&D+\"x\"é"
                    }
                  }
                }
              ]
            }
            """.ReplaceLineEndings("\n"),
            IamPolicy.For(
                InstanceSelector.ByTag("Cost Center", "R&D+\"x\"é"),
                [PowerAction.Stop, PowerAction.Start, PowerAction.Stop],
                new IamPolicyOptions { Account = "111122223333", Region = "us-gov-west-1", Partition = "aws-us-gov" }).ToJson());

    [Fact]
    public async Task For_EachAwait_AllowsTheCallsThatItMakes()
    {
        foreach (var awaited in new[] { PowerAwait.Nothing, PowerAwait.State, PowerAwait.StatusChecks })
        {
            await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Stopped().Tagged("Env", "dev")));

            await lab.RunAsync(PowerRequest.Start(Some.Selector) with { Await = awaited });

            var policy = IamPolicy.For(
                Some.Selector, [PowerAction.Start], new IamPolicyOptions { ReadsStatusChecks = awaited == PowerAwait.StatusChecks });
            Assert.Equal(
                lab.Ec2.Calls.Select(call => $"ec2:{call.Action}").Distinct().Order(),
                policy.Statements.SelectMany(statement => statement.Actions).Order());
        }
    }

    [Theory]
    [InlineData("tag:Env=dev and tag:Team=a", "StringEquals aws:ResourceTag/Env = dev; StringEquals aws:ResourceTag/Team = a")]
    [InlineData("tag:Env=dev,test", "StringEquals aws:ResourceTag/Env = dev, test")]
    [InlineData("tag:Env=dev or tag:Env=test", "StringEquals aws:ResourceTag/Env = dev, test")]
    [InlineData("tag:Env=dev,test and tag:Env=test,prod", "StringEquals aws:ResourceTag/Env = test")]
    [InlineData("tag:Owner and tag:Env=dev", "StringEquals aws:ResourceTag/Env = dev; Null aws:ResourceTag/Owner = false")]
    [InlineData("tag:A and tag:B", "Null aws:ResourceTag/A = false; Null aws:ResourceTag/B = false")]
    [InlineData("tag:Name~web-*", "StringLike aws:ResourceTag/Name = web-*")]
    [InlineData("tag:Name~web-?,db*", "StringLike aws:ResourceTag/Name = web-, web-?, db*")]
    [InlineData("tag:Name=\"a*${b}\"", "StringEquals aws:ResourceTag/Name = a*${$}{b}")]
    [InlineData(@"tag:Name~a\*${b}*", "StringLike aws:ResourceTag/Name = a${*}${$}{b}*")]
    [InlineData("tag:Env~d* and tag:Env=dev,test", "StringEquals aws:ResourceTag/Env = dev, test; StringLike aws:ResourceTag/Env = d*")]
    [InlineData("tag:Env~d* and tag:Env~d*", "StringLike aws:ResourceTag/Env = d*")]
    [InlineData("tag:Env=dev and all", "StringEquals aws:ResourceTag/Env = dev")]
    [InlineData("name=build", "StringEquals aws:ResourceTag/Name = build")]
    public void For_Conjunction_IsOneStatement(string selector, string conditions) =>
        Assert.Equal([conditions], Conditions(Policy(selector)));

    [Theory]
    [InlineData("tag:Env=dev or tag:Team=a", "StringEquals aws:ResourceTag/Env = dev", "StringEquals aws:ResourceTag/Team = a")]
    [InlineData("tag:A or tag:B", "Null aws:ResourceTag/A = false", "Null aws:ResourceTag/B = false")]
    [InlineData("tag:Env=dev or tag:env=dev", "StringEquals aws:ResourceTag/Env = dev", "StringEquals aws:ResourceTag/env = dev")]
    [InlineData("tag:Env=dev or id=i-00000001", "StringEquals aws:ResourceTag/Env = dev", "")]
    public void For_Alternatives_AreAStatementEach(string selector, params string[] conditions)
    {
        var policy = Policy(selector);

        Assert.Equal(conditions, Conditions(policy));
        Assert.Equal(["DescribeInstances", "SwitchInstances", "SwitchInstances2"], policy.Statements.Select(statement => statement.Sid));
    }

    [Fact]
    public void For_IdsAndTags_AreArnsWithConditions()
    {
        var policy = Policy("id=i-00000001,i-00000002 and tag:Env=dev", new IamPolicyOptions { Region = "eu-west-1" });

        var statement = policy.Statements[1];
        Assert.Equal(["arn:aws:ec2:eu-west-1:*:instance/i-00000001", "arn:aws:ec2:eu-west-1:*:instance/i-00000002"], statement.Resources);
        Assert.Equal(["StringEquals aws:ResourceTag/Env = dev"], Conditions(policy));
    }

    [Theory]
    [InlineData("tag:Env=dev and instance-state-name=running", "'instance-state-name=running'")]
    [InlineData("tag:Env=dev and instance-state-code=16", "'instance-state-code=16'")]
    [InlineData("(tag:Env=dev and instance-state-name=running) or tag:Env=dev", "'instance-state-name=running'")]
    public void For_State_IsLeftOutAndNoted(string selector, string part)
    {
        var policy = Policy(selector);

        Assert.Equal(["StringEquals aws:ResourceTag/Env = dev"], Conditions(policy));
        Assert.Contains(policy.Notes, note => note == $"Not in the policy: {part}. The state of an instance cannot bound a policy that allows changing it. It allows every state.");
    }

    [Fact]
    public void For_Scope_IsNeverExceeded()
    {
        var policy = Policy("id=i-00000001 or tag:Name~web-*", new IamPolicyOptions { Scope = InstanceSelector.ByTag("Env", "dev") });

        Assert.Equal(
            ["StringEquals aws:ResourceTag/Env = dev", "StringEquals aws:ResourceTag/Env = dev; StringLike aws:ResourceTag/Name = web-*"],
            Conditions(policy));
        Assert.DoesNotContain(policy.Notes, note => note.StartsWith("Not in the policy", StringComparison.Ordinal));
    }

    [Fact]
    public void For_SecondPatternOfAScopedTag_KeepsTheOneOfTheScope()
    {
        var policy = Policy("tag:Name~*-dev", new IamPolicyOptions { Scope = InstanceSelector.ByTagLike("Name", "web-*") });

        Assert.Equal(["StringLike aws:ResourceTag/Name = web-*"], Conditions(policy));
    }

    [Fact]
    public void For_EveryInstance_IsAllowedWhenAskedForAndNoted()
    {
        var policy = Policy("all", new IamPolicyOptions { AllowEveryInstance = true, Account = "111122223333" });

        Assert.Equal([""], Conditions(policy));
        Assert.Equal(["arn:aws:ec2:*:111122223333:instance/*"], policy.Statements[1].Resources);
        Assert.Equal(["The policy allows switching every instance of the account 111122223333 in every region."], policy.Notes);
        Assert.Equal(
            ["The policy allows switching every instance of the account in eu-west-1."],
            Policy("all", new IamPolicyOptions { AllowEveryInstance = true, Region = "eu-west-1" }).Notes);
    }

    [Fact]
    public void For_TheLastCharacterOfAPolicy_IsInACondition() =>
        Assert.Equal(["StringEquals aws:ResourceTag/Env = \u00FF"], Conditions(Policy("tag:Env=\u00FF")));

    [Fact]
    public void For_Tags_NotesHowIamComparesTheirKeys()
    {
        var note = Assert.Single(Policy("tag:Env=dev and tag:Owner=x").Notes);
        Assert.Contains("differs only in case from 'Env', 'Owner' are allowed", note, StringComparison.Ordinal);
        Assert.EndsWith(" or not. Make sure that the keys are written in one way.", note, StringComparison.Ordinal);
        Assert.Contains(Policy("tag:Owner").Notes, note => note.Contains("empty value", StringComparison.Ordinal));
        Assert.Contains(Policy("tag:Owner=\"\"").Notes, note => note.Contains("empty value", StringComparison.Ordinal));
        Assert.Empty(Policy("id=i-00000001").Notes);
    }

    [Theory]
    [InlineData(new[] { PowerAction.Reconcile }, "ec2:StartInstances, ec2:StopInstances")]
    [InlineData(new[] { PowerAction.Reboot, PowerAction.Stop }, "ec2:StopInstances, ec2:RebootInstances")]
    [InlineData(new[] { PowerAction.Start, PowerAction.Reconcile }, "ec2:StartInstances, ec2:StopInstances")]
    public void For_Actions_AllowsThoseOfEc2(PowerAction[] actions, string allowed) =>
        Assert.Equal(allowed, string.Join(", ", IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), actions).Statements[1].Actions));

    [Fact]
    public void For_NoAction_DescribesOnly()
    {
        Assert.Equal(["DescribeInstances"], IamPolicy.For(InstanceSelector.All, []).Statements.Select(statement => statement.Sid));
        Assert.Throws<ArgumentOutOfRangeException>(() => IamPolicy.For(InstanceSelector.All, [(PowerAction)9]));
    }

    [Fact]
    public void For_KmsKeys_LendsThemToEc2AndToNothingElse()
    {
        var grant = Policy("tag:Env=dev", new IamPolicyOptions { KmsKeyArns = [Key, Key] }).Statements[^1];

        Assert.Equal(["kms:CreateGrant"], grant.Actions);
        Assert.Equal([Key], grant.Resources);
        Assert.Equal(
            [
                "Bool kms:GrantIsForAWSResource = true", "StringLike kms:ViaService = ec2.*.amazonaws.com",
                "ForAllValues:StringEquals kms:GrantOperations = Decrypt", "ForAllValues:StringEquals kms:EncryptionContextKeys = aws:ebs:id",
                "Null kms:GrantOperations = false", "Null kms:EncryptionContextKeys = false",
            ],
            grant.Conditions.Select(condition => condition.ToString()));

        var china = Policy(
            "tag:Env=dev",
            new IamPolicyOptions { Partition = "aws-cn", KmsKeyArns = [Key, Key.Replace("aws", "aws-cn", StringComparison.Ordinal)] });
        Assert.Contains("ec2.*.amazonaws.com.cn", china.Statements[^1].Conditions[1].Values);
        Assert.Contains(
            "no action starts",
            Assert.Throws<ArgumentException>(() => IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), [PowerAction.Stop], new IamPolicyOptions { KmsKeyArns = [Key] })).Message,
            StringComparison.Ordinal);
    }

    private static IamPolicy Policy(string selector, IamPolicyOptions? options = null) =>
        IamPolicy.For(InstanceSelector.Parse(selector), [PowerAction.Start, PowerAction.Stop], options);

    private static IEnumerable<string> Conditions(IamPolicy policy) =>
        policy.Statements.Where(statement => statement.Actions.Contains("ec2:StopInstances")).Select(
            statement => string.Join("; ", statement.Conditions.Select(condition => condition.ToString())));
}
