using System.Text.RegularExpressions;
using Stopinator.Samples.Tests.Deployments;
using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Accounts;

/// <summary>The CloudFormation template, made a stack in an account.</summary>
public sealed partial class CloudFormationTests
{
    // moto 5.2 completes these without making them; the scripts of the AWS CLI, which say the same, prove them.
    private static readonly string[] NotMadeByMoto = ["alias ", "alarm ", "retries ", "schedule "];

    [Fact]
    public async Task Deploy_AsTheReadmeSays_MakesTheDeployment()
    {
        await using var account = await Account.OpenAsync();
        await account.AwsAsync(
            "s3api", "create-bucket", "--bucket", "code", "--create-bucket-configuration", $"LocationConstraint={Names.Region}");
        await File.WriteAllBytesAsync(
            Path.Combine(account.Folder, "publish.zip"), [.. "PK\u0005\u0006"u8, .. new byte[18]], TestContext.Current.CancellationToken);
        await account.RunAsync("aws", "s3", "cp", "publish.zip", "s3://code/night-stop-1.zip");

        await account.RunAsync(
            "aws", "cloudformation", "deploy", "--stack-name", Names.Function, "--template-file", Sample.PathOf("cloudformation/template.yaml"),
            "--capabilities", "CAPABILITY_IAM", "--parameter-overrides", "CodeBucket=code", "CodeKey=night-stop-1.zip");

        var stack = (await account.AwsAsync("cloudformation", "describe-stacks", "--stack-name", Names.Function))["Stacks"]![0]!;
        Assert.Equal("CREATE_COMPLETE", stack["StackStatus"]!.ToString());
        var made = (await AccountReader.ReadWithoutSchedulesAsync(account)).Lines.Select(WithNamesOfOurs).Order(StringComparer.Ordinal);
        Assert.Equal(
            NotationsTests.Expected.Lines.Where(line => !NotMadeByMoto.Any(kind => line.StartsWith(kind, StringComparison.Ordinal))), made);
    }

    // CloudFormation gives queues and roles names of its own, and moto's ARN of a log group lacks the end that AWS's has.
    private static string WithNamesOfOurs(string line) => GivenName().Replace(line.EndsWith(Names.LogsArn, StringComparison.Ordinal) ? $"{line}:*" : line, match => match.Groups["id"].Value switch
    {
        "FailedRuns" => Names.FailedRuns,
        "UndeliveredEvents" => Names.UndeliveredEvents,
        "FunctionRole" => Names.FunctionRole.Split('/')[1],
        _ => Names.ScheduleRole.Split('/')[1],
    });

    [GeneratedRegex("night-stop-(?<id>FailedRuns|UndeliveredEvents|FunctionRole|ScheduleRole)-[A-Za-z0-9]+", RegexOptions.ExplicitCapture)]
    private static partial Regex GivenName();
}
