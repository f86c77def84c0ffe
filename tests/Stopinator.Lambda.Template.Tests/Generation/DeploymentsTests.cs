using System.Text.Json.Nodes;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Samples.Tests.Accounts;
using Stopinator.Samples.Tests.Deployments;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>
/// The notations deploy the same: function, roles, schedules and what else invokes the function, in both modes and with every trigger.
/// CloudFormation's template is the one to compare with; another test compares that of CDK.
/// </summary>
public sealed class DeploymentsTests(Scratch scratch)
{
    /// <summary>Both modes, with the triggers that each has, and each place for what a run leaves.</summary>
    private static readonly string[][] Asked =
    [
        [],
        [
            "--events", "sqs,sns,alarm", "--only-stopped-within", "24", "--order-tag", "stopinator:wave",
            "--kms-key-arn", Combinations.KmsKey,
        ],
        ["--stop", "none", "--start", "none", "--events", "alarm"],
        ["--events", "sqs", "--notify-email", "ops@example.com", "--notify-reports"],
        [
            "--events", "sns", "--notify-email", "ops@example.com",
            "--report-destination", "arn:aws:events:eu-west-1:123456789012:event-bus/reports",
        ],
        ["--mode", "tags"],
        ["--mode", "tags", "--events", "sqs,sns,alarm,state-change", "--time-zone", "Europe/Paris"],
        [
            "--mode", "tags", "--events", "state-change", "--schedules-from", "ssm:/power/",
            "--report-destination", "arn:aws:sns:eu-west-1:123456789012:reports",
        ],
        [
            "--mode", "tags", "--events", "alarm", "--notify-email", "ops@example.com", "--every", "15",
            "--schedules-from", "s3://power.example/a/schedules.json",
        ],
        ["--targets", "--kms-key-arn", Combinations.KmsKey, "--events", "sqs"],
        ["--targets", "--mode", "tags", "--schedules-from", "ssm:/power/schedules"],
    ];

    [Fact]
    public async Task CloudFormation_WithEveryTrigger_HasALineForEach()
    {
        var lines = (await ReadStackAsync("cloudformation", Asked[6])).Lines;

        Assert.All(
            [
                $"queue {Names.CommandsArn} hides for 960 s",
                $"queue {Names.CommandsArn} redrives to {Names.RejectedCommandsArn} after 3",
                $"{Names.CommandsArn} to {Names.AliasArn}: batches of 1, answers ReportBatchItemFailures, 2 at once",
                $"{Names.CommandsTopicArn} tells lambda {Names.AliasArn}",
                $"sns.amazonaws.com may lambda:InvokeFunction from {Names.CommandsTopicArn}",
                $"events.amazonaws.com may lambda:InvokeFunction from arn:aws:events:eu-west-1:123456789012:rule/{Names.Function}-*",
            ],
            line => Assert.Contains(line, lines));
        Assert.Equal(2, lines.Count(line => line.StartsWith("rule ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CloudFormation_WithTargets_AssumesTheRoleOfOneNameAndDoesNothingElseToInstances()
    {
        var lines = (await ReadStackAsync("cloudformation", Asked[^2])).Lines;

        Assert.Contains($"{Names.FunctionRole} may sts:AssumeRole on arn:aws:iam::*:role/night-stop-spoke", lines);
        Assert.Contains("variable STOPINATOR_TARGETS=targets.json", lines);
        Assert.All(["ec2:", "kms:"], service => Assert.DoesNotContain(lines, line => line.Contains(service, StringComparison.Ordinal)));
    }

    [Fact]
    public Task Sam_SaysTheSame() => AssertSameAsync(options => ReadStackAsync("sam", options));

    [Fact]
    public async Task Terraform_SaysTheSame()
    {
        var modules = Path.GetFullPath(Path.Combine(NodeTool.Require("serverless"), "..", ".."));
        const string Parse = """
            const { readdirSync, readFileSync } = require("fs");
            const text = readdirSync(".").filter(name => name.endsWith(".tf")).map(name => readFileSync(name, "utf8")).join("");
            require(process.argv[1] + "/@cdktf/hcl2json").parse("all.tf", text).then(json => process.stdout.write(JSON.stringify(json)));
            """;
        await AssertSameAsync(async options =>
        {
            var project = await GenerateAsync("terraform", options);
            var parsed = await Tool.RunAsync(Path.Combine(project.Folder, "infra"), "node", ["-e", Parse, modules]);
            return TerraformReader.Read(JsonNode.Parse(parsed)!);
        });
    }

    [LongFact]
    public async Task Serverless_SaysTheSame()
    {
        var serverless = NodeTool.Require("serverless");
        await AssertSameAsync(async options =>
        {
            var project = await scratch.Clone.GenerateAsync(
                Project("serverless", options), Path.Combine("deployments", Guid.NewGuid().ToString("n")));
            byte[] empty = [.. "PK\u0005\u0006"u8, .. new byte[18]];
            await File.WriteAllBytesAsync(Path.Combine(project.Folder, "publish.zip"), empty, TestContext.Current.CancellationToken);
            await Tool.RunAsync(
                Path.Combine(project.Folder, "infra"), "env",
                [
                    "AWS_REGION=eu-west-1", "SLS_TELEMETRY_DISABLED=1", "SLS_NOTIFICATIONS_MODE=off",
                    serverless, "package", "--package", "made",
                ]);
            return StackReader.Read(JsonNode.Parse(project.Read("infra/made/cloudformation-template-update-stack.json"))!);
        });
    }

    [LongFact]
    public Task Cli_MakesTheSame() => AssertSameAsync(async options =>
    {
        await using var account = await Account.OpenAsync();
        var project = await GenerateAsync("cli", options);
        await account.RunAsync("cp", "-r", Path.Combine(project.Folder, "infra"), "infra");
        Directory.CreateDirectory(Path.Combine(account.Folder, "publish"));
        await File.WriteAllTextAsync(Path.Combine(account.Folder, "publish", "NightStop.dll"), "A program.");

        // Twice: the second run finds everything there.
        await account.RunAsync("bash", "infra/up.sh");
        await account.RunAsync("bash", "infra/up.sh");
        var made = await AccountReader.ReadAsync(account);
        await AccountReader.AddTriggersAsync(account, made);

        await account.RunAsync("bash", "infra/down.sh");
        Assert.Empty((await account.AwsAsync("events", "list-rules"))["Rules"]!.AsArray());
        Assert.Empty((await account.AwsAsync("sns", "list-topics"))["Topics"]!.AsArray());
        Assert.Null((await account.AwsAsync("sqs", "list-queues"))["QueueUrls"]);
        return made;
    });

    private async Task AssertSameAsync(Func<string[], Task<Deployment>> read)
    {
        // Each takes some processes. A plain run has one at fixed times and one by tags.
        foreach (var options in Asked.Where((_, index) => LongTests.AreOn || index is 1 or 6))
        {
            var expected = (await ReadStackAsync("cloudformation", options)).Lines;
            var actual = (await read(options)).Lines;
            Assert.True(expected.SequenceEqual(actual), $"""
                {string.Join(' ', options)}
                only in CloudFormation:
                {string.Join('\n', expected.Except(actual, StringComparer.Ordinal))}
                only here:
                {string.Join('\n', actual.Except(expected, StringComparer.Ordinal))}
                """);
        }
    }

    private async Task<Deployment> ReadStackAsync(string infra, string[] options) =>
        StackReader.Read(YamlToJson.Read((await GenerateAsync(infra, options)).Template));

    private Task<GeneratedProject> GenerateAsync(string infra, string[] options) => scratch.ProjectAsync(Project(infra, options));

    private static Combination Project(string infra, string[] options) =>
        new("NightStop", ["--instance-tag", "Env=dev", "--infra", infra, .. options]);
}
