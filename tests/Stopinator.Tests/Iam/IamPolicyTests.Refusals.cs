namespace Stopinator.Tests.Iam;

/// <content>Selectors, scopes and options that have no policy: each refusal names the part and the rule.</content>
public sealed partial class IamPolicyTests
{
    [Theory]
    [InlineData("tag:Env=dev except tag:Keep", "'except tag:Keep'", "lacks")]
    [InlineData("tag:Env=dev and instance-type=t3.micro", "'instance-type=t3.micro'", "by tag and id")]
    [InlineData("tag:Env=dev or tenancy=host", "'tenancy=host'", "by tag and id")]
    [InlineData("tag:Env=dev and tag-key~K*", "'tag-key~K*'", "key of a tag literally")]
    [InlineData("tag:Env=dev and tag:Name~a?b?c?d?e?f?g?", "'tag:Name~a?b?c?d?e?f?g?'", "more than 64 values")]
    [InlineData("tag:Env=dev and (tag:Name~a* and tag:Name~*b)", "'tag:Name~*b'", "once")]
    [InlineData("tag:Env=dev and tag:Name=\u65E5", "'tag:Name=\u65E5'", "U+00FF")]
    [InlineData("tag:Env=dev and tag:\u65E5=x", "'tag:\u65E5=x'", "U+00FF")]
    [InlineData("tag:Env=dev and tag:a$b", "'tag:a$b'", "key of a tag, up to")]
    public void For_WhatIamCannotSay_IsRefusedOrWidenedToTheScope(string selector, string part, string rule)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Policy(selector));
        Assert.Contains($"cannot be expressed in a policy: {part}.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            ". Leave it out, or set IamPolicyOptions.Scope to what the policy may be widened to.",
            refusal.Message,
            StringComparison.Ordinal);

        var widened = Policy(selector, new IamPolicyOptions { Scope = InstanceSelector.ByTag("Env", "dev", "test") });
        Assert.All(
            Conditions(widened),
            conditions => Assert.StartsWith("StringEquals aws:ResourceTag/Env = dev", conditions, StringComparison.Ordinal));
        var note = Assert.Single(widened.Notes, note => note.Contains(part, StringComparison.Ordinal));
        Assert.Contains(rule, note, StringComparison.Ordinal);
        Assert.EndsWith("It allows what is left of the selector, within the scope 'tag:Env=dev,test'.", note, StringComparison.Ordinal);

        var asScope = Assert.Throws<ArgumentException>(
            () => Policy("tag:Env=dev", new IamPolicyOptions { Scope = InstanceSelector.Parse(selector) }));
        Assert.Contains("The scope", asScope.Message, StringComparison.Ordinal);
        Assert.Contains(". A scope has to be expressed as a whole", asScope.Message, StringComparison.Ordinal);
        Assert.Contains(part, asScope.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", "bounds instances neither by tag nor by id")]
    [InlineData("all and instance-state-name=running", "bounds instances neither by tag nor by id")]
    [InlineData("tag:Env=dev or instance-state-name=running", "bounds instances neither by tag nor by id")]
    [InlineData("tag:Env=dev and tag:Env=prod", "exclude each other")]
    [InlineData("tag:Env=dev and tag:ENV=dev", "The selector asks for the tags 'ENV' and 'Env' of one instance; IAM treats")]
    [InlineData("tag:Env=dev and tag:ENV", "The selector asks for the tags 'ENV' and 'Env' of one instance; IAM treats")]
    public void For_SelectorWithoutASensiblePolicy_IsRefused(string selector, string message)
    {
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Policy(selector)).Message, StringComparison.Ordinal);
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => Policy(selector, new IamPolicyOptions { Scope = InstanceSelector.All })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void For_SelectorOutsideTheScope_IsRefused()
    {
        var options = new IamPolicyOptions { Scope = InstanceSelector.ByTag("Env", "test") };

        Assert.Contains(
            "within the scope 'tag:Env=test'",
            Assert.Throws<ArgumentException>(() => Policy("tag:Env=dev", options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void For_MoreThanFits_IsRefusedWithTheNumber()
    {
        static string Ids(int count) => $"id={string.Join(',', Enumerable.Range(0, count).Select(i => $"i-{i:x17}"))}";

        var refusal = Assert.Throws<ArgumentException>(() => Policy(Ids(250)));

        Assert.Matches(@"The policy takes 1\d,\d{3} characters without white space; IAM allows 10,240", refusal.Message);
        Assert.Matches(
            @"^The policy takes \d,\d{3} characters without white space: it fits as an inline policy of a role \(10,240\), "
            + @"not as a managed policy \(6,144\)\.$",
            Assert.Single(Policy(Ids(150)).Notes));
        Assert.Empty(Policy(Ids(100)).Notes);
    }

    [Fact]
    public void For_ManyAlternativesOfTagKeys_IsRefused()
    {
        var keys = InstanceSelector.ByFilter("tag-key", [.. Enumerable.Range(0, 150).Select(i => $"k{i}")]);

        Assert.Contains(
            "more than 100 alternatives",
            Assert.Throws<ArgumentException>(() => IamPolicy.For(keys & keys, [PowerAction.Stop])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Malformed_AreRefusedByName()
    {
        (string Name, IamPolicyOptions Options)[] malformed =
        [
            ("options.Account", new() { Account = "11112222333" }), ("options.Account", new() { Account = "11112222333*" }),
            ("options.Region", new() { Region = "eu-*" }), ("options.Region", new() { Region = "Ireland" }),
            ("options", new() { Region = "cn-north-1" }),
            ("options.Partition", new() { Partition = "*" }), ("options.Partition", new() { Partition = "azure" }),
            ("KmsKeyArns", new() { KmsKeyArns = ["arn:aws:kms:eu-west-1:111122223333:alias/volumes"] }),
            ("KmsKeyArns", new() { KmsKeyArns = ["*"] }),
        ];

        Assert.All(
            malformed, one => Assert.Equal(one.Name, Assert.Throws<ArgumentException>(() => Policy("tag:Env=dev", one.Options)).ParamName));
    }

    [Fact]
    public void Others_Malformed_AreRefused()
    {
        const string function = "arn:aws:lambda:eu-west-1:111122223333:function:night-stop";
        const string queue = "arn:aws:sqs:eu-west-1:111122223333:undelivered";
        const string role = "arn:aws:iam::111122223333:role/stopinator";
        Action[] malformed =
        [
            () => IamPolicy.TrustScheduler("*"), () => IamPolicy.ForScheduler("*", queue),
            () => IamPolicy.ForScheduler($"{function}*", queue),
            () => IamPolicy.ForScheduler(function, $"{queue}.fifo"), () => IamPolicy.ForHub(), () => IamPolicy.ForHub($"{role}*"),
            () => IamPolicy.ForHub("*"),
            () => IamPolicy.TrustHub("arn:aws:iam::111122223333:root"), () => IamPolicy.TrustHub(role, ""),
            () => IamPolicy.TrustHub(role, "night shift"),
            () => IamPolicy.TrustHub(role, "${aws:username}"),
        ];

        Assert.All(malformed, one => Assert.Throws<ArgumentException>(one));
        Assert.Contains(
            "10,240",
            Assert.Throws<ArgumentException>(() => IamPolicy.ForHub(Enumerable.Range(0, 300).Select(i => $"{role}{i}"))).Message,
            StringComparison.Ordinal);
    }
}
