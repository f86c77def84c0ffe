using System.Text.Json.Nodes;
using Stopinator.Samples.Tests.Deployments;
using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Accounts;

/// <summary>The scripts of the AWS CLI, run in an account.</summary>
public sealed class AwsCliTests
{
    [Fact]
    public async Task Up_TwiceAndDownTwice_MakesTheDeploymentOnceAndLeavesNothing()
    {
        await using var account = await OpenAsync();

        var printed = await account.RunAsync("aws-cli/up.sh");
        var made = await AccountReader.ReadAsync(account);
        await account.RunAsync("aws-cli/up.sh");
        var again = await AccountReader.ReadAsync(account);

        Assert.EndsWith("Done.\n", printed, StringComparison.Ordinal);
        Assert.Equal(NotationsTests.Expected.Lines, made.Lines);
        Assert.Equal(made.Lines, again.Lines);

        await account.RunAsync("aws-cli/down.sh");
        await account.RunAsync("aws-cli/down.sh");

        Assert.Empty((await account.AwsAsync("lambda", "list-functions"))["Functions"]!.AsArray());
        Assert.Empty((await account.AwsAsync("scheduler", "list-schedules"))["Schedules"]!.AsArray());
        Assert.Empty((await account.AwsAsync("iam", "list-roles"))["Roles"]!.AsArray());
        Assert.Null((await account.AwsAsync("sqs", "list-queues"))["QueueUrls"]);
        Assert.Empty((await account.AwsAsync("logs", "describe-log-groups"))["logGroups"]!.AsArray());
        Assert.Empty((await account.AwsAsync("cloudwatch", "describe-alarms"))["MetricAlarms"]!.AsArray());
    }

    [Fact]
    public async Task Pause_AndDryRun_AreVariablesOfUp()
    {
        await using var account = await OpenAsync();

        await account.RunAsync("SCHEDULES=DISABLED", "DRY_RUN=true", "aws-cli/up.sh");

        var lines = (await AccountReader.ReadAsync(account)).Lines;
        Assert.Equal(2, lines.Count(line => line.StartsWith("schedule ", StringComparison.Ordinal) && line.Contains(" DISABLED ", StringComparison.Ordinal)));
        Assert.Contains("variable STOPINATOR_DRY_RUN=true", lines);

        // What is not said again stays as it is.
        await account.RunAsync("SCHEDULES=ENABLED", "aws-cli/up.sh");
        await account.RunAsync("aws-cli/up.sh");

        lines = (await AccountReader.ReadAsync(account)).Lines;
        Assert.Equal(2, lines.Count(line => line.StartsWith("schedule ", StringComparison.Ordinal) && line.Contains(" ENABLED ", StringComparison.Ordinal)));
        Assert.Contains("variable STOPINATOR_DRY_RUN=true", lines);
    }

    [Fact]
    public async Task Up_WithWhatACompanyAsksFor_MakesWhatTheTemplateMakesOfTheSame()
    {
        await using var account = await OpenAsync();
        await File.WriteAllLinesAsync(
            Path.Combine(account.Folder, "aws-cli", "company.env"),
            Company.Variables.Select(variable => $"{variable.Key}='{variable.Value}'"));

        // Once: moto cannot give a key to a log group that exists.
        await account.RunAsync("ENVIRONMENT=company", "aws-cli/up.sh");

        // The readers of the notations leave the path of a role out, which an account has in each name of the role.
        var path = Company.Variables.Single(variable => variable.Key == "ROLE_PATH").Value;
        var lines = (await AccountReader.ReadAsync(account)).Lines;
        Assert.Contains(lines, line => line.Contains($":role{path}night-stop-", StringComparison.Ordinal));
        Assert.Equal(
            NotationsTests.ExpectedOfCompany.Lines.Order(StringComparer.Ordinal),
            lines.Select(line => line.Replace($":role{path}", ":role/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var tags = (await account.AwsAsync("iam", "list-role-tags", "--role-name", "night-stop-eu-west-1"))["Tags"]!.AsArray();
        Assert.Equal(
            ["CostCenter 42", "Owner platform"], tags.Select(tag => $"{tag!["Key"]} {tag["Value"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Up_WithoutWhatACompanyAskedFor_TakesItBack()
    {
        await using var account = await OpenAsync();

        // moto can neither give a key to a log group nor take it back, and a role keeps the path that it was created with.
        await File.WriteAllLinesAsync(
            Path.Combine(account.Folder, "aws-cli", "company.env"),
            Company.Variables.Where(variable => variable.Key is not ("LOG_KEY_ARN" or "ROLE_PATH"))
                .Select(variable => $"{variable.Key}='{variable.Value}'"));
        await account.RunAsync("ENVIRONMENT=company", "aws-cli/up.sh");
        await account.RunAsync("aws-cli/up.sh");

        // The permissions for the network stay: Lambda lets go of the subnets later.
        var lines = (await AccountReader.ReadAsync(account)).Lines;
        Assert.Equal(NotationsTests.Expected.Lines, lines.Where(line => !line.Contains("ec2:AssignPrivateIpAddresses", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Up_SubnetsBeforeIamKnowsThePermission_WaitsInOneRun()
    {
        await using var account = await OpenAsync();
        await account.RunAsync("aws-cli/up.sh");
        Directory.CreateDirectory(Path.Combine(account.Folder, "early"));
        await File.WriteAllTextAsync(Path.Combine(account.Folder, "early", "aws"), """
            #!/bin/bash
            if [[ $2 == update-function-configuration && ! -e early/told ]]; then
              touch early/told
              echo "The provided execution role does not have permissions to call CreateNetworkInterface on EC2" >&2
              exit 254
            fi
            PATH=${PATH#*:} exec aws "$@"
            """);
        await account.RunAsync("chmod", "+x", "early/aws");

        await account.RunAsync(
            "bash", "-c", "SUBNET_IDS=subnet-1,subnet-2 SECURITY_GROUP_IDS=sg-1 PATH=$PWD/early:$PATH aws-cli/up.sh");

        Assert.True(File.Exists(Path.Combine(account.Folder, "early", "told")));
        Assert.Contains("function in subnet-1,subnet-2 with sg-1", (await AccountReader.ReadAsync(account)).Lines);
    }

    [Fact]
    public async Task UpdateAlias_ToAnEarlierVersion_GoesBackToTheProgramOfThen()
    {
        await using var account = await OpenAsync();
        await account.RunAsync("aws-cli/up.sh");
        await File.WriteAllTextAsync(Path.Combine(account.Folder, "publish", "NightStop.dll"), "Another program.");
        await account.RunAsync("aws-cli/up.sh");
        Assert.Equal("2", (await AliasAsync())["FunctionVersion"]!.ToString());

        await account.AwsAsync("lambda", "update-alias", "--function-name", "night-stop", "--name", "live", "--function-version", "1");

        Assert.Equal("1", (await AliasAsync())["FunctionVersion"]!.ToString());
        Task<JsonNode> AliasAsync() => account.AwsAsync("lambda", "get-alias", "--function-name", "night-stop", "--name", "live");
    }

    [Fact]
    public async Task KeepUpUntil_ATime_HoldsTheNightlyStopBackAndStopsOnceThen()
    {
        await using var account = await OpenAsync();
        await account.RunAsync("aws-cli/up.sh");
        var before = await account.AwsAsync("scheduler", "get-schedule", "--name", "night-stop-stop");

        await account.RunAsync("eventbridge/keep-up-until.sh", "2026-12-18T23:00:00");

        var nightly = await account.AwsAsync("scheduler", "get-schedule", "--name", "night-stop-stop");
        var once = await account.AwsAsync("scheduler", "get-schedule", "--name", "night-stop-stop-20261218230000");
        Assert.Equal(1797631200, nightly["StartDate"]!.GetValue<double>());
        Assert.Equal(before["Target"]!.ToJsonString(), nightly["Target"]!.ToJsonString());
        Assert.Equal(before["ScheduleExpression"]!.ToString(), nightly["ScheduleExpression"]!.ToString());
        Assert.Equal(
            ("at(2026-12-18T23:00:00)", "Europe/Paris"),
            (once["ScheduleExpression"]!.ToString(), once["ScheduleExpressionTimezone"]!.ToString()));
        Assert.Equal(before["Target"]!.ToJsonString(), once["Target"]!.ToJsonString());
    }

    // The samples in a folder of their own, with a program to deploy; nothing reads what is in it.
    private static async Task<Account> OpenAsync()
    {
        var account = await Account.OpenAsync();
        foreach (var folder in (string[])["aws-cli", "eventbridge"])
        {
            await account.RunAsync("cp", "-r", Sample.PathOf(folder), folder);
        }

        Directory.CreateDirectory(Path.Combine(account.Folder, "publish"));
        await File.WriteAllTextAsync(Path.Combine(account.Folder, "publish", "NightStop.dll"), "A program.");
        return account;
    }
}
