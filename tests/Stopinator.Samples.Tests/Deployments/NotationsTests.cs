using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stopinator.Samples.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>The deployments of the samples are one deployment in several notations; the CloudFormation template is the one to compare with.</summary>
public sealed partial class NotationsTests
{
    internal static Deployment Expected { get; } = StackReader.Read(Sample.Yaml("cloudformation/template.yaml"));

    [Fact]
    public void CloudFormation_SaysWhatADeploymentIs()
    {
        Assert.Contains("function dotnet10 NightStop x86_64 512 MB 900 s as arn:aws:iam::123456789012:role/night-stop-eu-west-1 logs to /aws/lambda/night-stop", Expected.Lines);
        Assert.Contains(
            "arn:aws:iam::123456789012:role/night-stop-eu-west-1 may ec2:StartInstances,ec2:StopInstances on arn:aws:ec2:eu-west-1:123456789012:instance/*"
            + " where StringEquals aws:ResourceTag/Env dev",
            Expected.Lines);
        Assert.Equal(23, Expected.Lines.Count);
    }

    /// <summary>The deployment for a company that asks for everything.</summary>
    internal static Deployment ExpectedOfCompany { get; } = StackReader.Read(
        Sample.Yaml("cloudformation/template.yaml"), Company.Parameters);

    [Fact]
    public void CloudFormation_SaysWhatACompanyAsksFor()
    {
        var lines = ExpectedOfCompany.Lines;

        Assert.All(
            [Names.FunctionRole, Names.ScheduleRole],
            role => Assert.Contains($"{role} in /platform/, bounded by arn:aws:iam::123456789012:policy/boundary", lines));
        Assert.Contains("function in subnet-1,subnet-2 with sg-1", lines);
        Assert.Contains("function reserves 2", lines);
        Assert.Contains(
            "schedule cron(30 19 ? * MON-THU *) Asia/Kolkata OFF ENABLED",
            lines.Single(line => line.Contains("cron(30", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains($"log group {Names.Logs} keeps 30 days, encrypted with arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f", lines);
        Assert.All(
            lines.Where(line => line.StartsWith("alarm ", StringComparison.Ordinal)),
            line => Assert.EndsWith("tells arn:aws:sns:eu-west-1:123456789012:alarms", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Sam_SaysTheSame() => AssertSame(parameters => StackReader.Read(Sample.Yaml("sam/template.yaml"), parameters));

    [Fact]
    public async Task Terraform_SaysTheSame()
    {
        await ParseAsync();
        var parsed = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "artifacts/samples/terraform.json"), TestContext.Current.CancellationToken);

        Assert.Equal(Expected.Lines, TerraformReader.Read(JsonNode.Parse(parsed)!).Lines);
        Assert.Equal(ExpectedOfCompany.Lines, TerraformReader.Read(JsonNode.Parse(parsed)!, Company.TerraformVariables).Lines);
    }

    [Fact]
    public async Task Serverless_SaysTheSame()
    {
        await ParseAsync();
        var compiled = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "artifacts/samples/serverless/cloudformation-template-update-stack.json"),
            TestContext.Current.CancellationToken);

        AssertSame(parameters => StackReader.Read(JsonNode.Parse(compiled)!, parameters));

        // Its list of runtimes predates dotnet10, and that is all it has to say.
        var printed = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "artifacts/samples/serverless.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["'functions.function.runtime': must be equal to one of the allowed values"],
            Complaint().Matches(printed).Select(match => match.Groups["what"].Value));
    }

    [GeneratedRegex("^  at (?<what>'.*': [^\\[]*[^\\[ ])", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Complaint();

    private static void AssertSame(Func<IReadOnlyDictionary<string, string>?, Deployment> read)
    {
        Assert.Equal(Expected.Lines, read(null).Lines);
        Assert.Equal(ExpectedOfCompany.Lines, read(Company.Parameters).Lines);
    }

    // samples/check leaves what the tools have made of the files.
    private static async Task ParseAsync()
    {
        var lines = await SamplesCheck.LinesAsync();
        Assert.DoesNotContain(lines, line => line.StartsWith("FAILED", StringComparison.Ordinal));
        Assert.SkipWhen(
            Array.Exists(lines, line => line.Contains("--npm", StringComparison.Ordinal)),
            "The parsers are not there. To run this test: samples/check --npm");
    }
}
