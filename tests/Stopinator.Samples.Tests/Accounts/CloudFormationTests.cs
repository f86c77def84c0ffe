using Stopinator.Samples.Tests.Deployments;
using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Accounts;

/// <summary>The CloudFormation template, made a stack in an account.</summary>
public sealed class CloudFormationTests
{
    // moto 5.2 completes these without making them; the scripts of the AWS CLI, which say the same, prove them.
    private static readonly string[] NotMadeByMoto = ["alarm ", "retries ", "schedule "];

    [Fact]
    public async Task Deploy_AsTheReadmeSays_MakesTheDeployment()
    {
        await using var account = await Account.OpenAsync();
        await account.AwsAsync("s3api", "create-bucket", "--bucket", "code", "--create-bucket-configuration", $"LocationConstraint={Names.Region}");
        await File.WriteAllBytesAsync(Path.Combine(account.Folder, "publish.zip"), [.. "PK\u0005\u0006"u8, .. new byte[18]], TestContext.Current.CancellationToken);
        await account.RunAsync("aws", "s3", "cp", "publish.zip", "s3://code/night-stop-1.zip");

        await account.RunAsync(
            "aws", "cloudformation", "deploy", "--stack-name", Names.Function, "--template-file", Sample.PathOf("cloudformation/template.yaml"),
            "--capabilities", "CAPABILITY_IAM", "--parameter-overrides", "CodeBucket=code", "CodeKey=night-stop-1.zip");

        var stack = (await account.AwsAsync("cloudformation", "describe-stacks", "--stack-name", Names.Function))["Stacks"]![0]!;
        Assert.Equal("CREATE_COMPLETE", stack["StackStatus"]!.ToString());
        var function = await account.AwsAsync("lambda", "get-function-configuration", "--function-name", Names.Function);
        Assert.Equal(("dotnet10", "NightStop", "900", "512"), (
            function["Runtime"]!.ToString(), function["Handler"]!.ToString(), function["Timeout"]!.ToString(), function["MemorySize"]!.ToString()));
        Assert.Equal("tag:Env=dev", function["Environment"]!["Variables"]!["STOPINATOR_SCOPE"]!.ToString());
        Assert.Equal(2, (await account.AwsAsync("iam", "list-roles"))["Roles"]!.AsArray().Count);
        Assert.Equal(2, (await account.AwsAsync("sqs", "list-queues"))["QueueUrls"]!.AsArray().Count);
        Assert.Equal("30", (await account.AwsAsync("logs", "describe-log-groups"))["logGroups"]![0]!["retentionInDays"]!.ToString());
        Assert.All(NotMadeByMoto, kind => Assert.Contains(NotationsTests.Expected.Lines, line => line.StartsWith(kind, StringComparison.Ordinal)));
    }
}
