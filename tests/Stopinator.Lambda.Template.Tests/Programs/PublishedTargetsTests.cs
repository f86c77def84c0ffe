using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>The function of <c>--targets</c> as it is deployed, with three accounts in its file, against simulated accounts.</summary>
[Collection(StrangersWork.Name)]
public sealed class PublishedTargetsTests(Stranger stranger, PublishedFunctions functions) : IClassFixture<PublishedFunctions>
{
    [LongTheory]
    [InlineData("targets")]
    [InlineData("custom targets")]
    [InlineData("aot targets")]
    public async Task Invoke_EventOfASchedule_StopsExactlyTheTaggedInEachAccount(string kind)
    {
        var function = await functions.OfAsync(stranger, kind);
        await using var accounts = await SimulatedAccounts.StartAsync(function.Project);
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var process = FunctionProcess.Start(
            function.CommandLine, function.Folder,
            functions.EnvironmentOf(function, accounts["111122223333"], VariablesOf(lambda, accounts)));

        var answer = await lambda.InvokeAsync(function.Event("Stop", DateTimeOffset.UtcNow));

        Assert.True(answer.IsResponse, answer.Body);
        Assert.Equal("stop at 3 targets: 6 accepted (of 6 instances, 3 calls).", answer.Json.GetProperty("summary").GetString());
        Assert.Equal(
            ["111122223333/us-east-1", "hub/eu-west-1", "payments/us-east-1"],
            answer.Json.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString())
                .Order(StringComparer.Ordinal));
        Assert.Empty(accounts.Refused);
        Assert.All((string[])["111122223333", "444455556666", "123456789012"], account =>
        {
            Assert.Equal([1, 1, 0], accounts[account].Instances.Select(instance => instance.Stops));
            Assert.Equal([$"ASIA{account}"], accounts[account].Calls.Select(call => call.AccessKeyId).Distinct());
        });
        Assert.True(process.IsAlive);
    }

    [LongFact]
    public async Task Invoke_AnAccountWithoutTheRole_IsTheFailureOfThatAccountAlone()
    {
        var function = await functions.OfAsync(stranger, "targets");
        await using var accounts = await SimulatedAccounts.StartAsync(function.Project);
        await using var lambda = await LambdaRuntime.StartAsync();
        var variables = VariablesOf(lambda, accounts);
        variables["STOPINATOR_TARGETS"] = (await File.ReadAllTextAsync(function.Project.Targets, TestContext.Current.CancellationToken))
            .Replace("444455556666", "999988887777", StringComparison.Ordinal);
        variables["STOPINATOR_FAIL_ON"] = "none";
        await using var process = FunctionProcess.Start(
            function.CommandLine, function.Folder, functions.EnvironmentOf(function, accounts["111122223333"], variables));

        var answer = await lambda.InvokeAsync(function.Event("Stop", DateTimeOffset.UtcNow));

        Assert.True(answer.IsResponse, answer.Body);
        Assert.Equal(1, answer.Json.GetProperty("failedTargets").GetInt32());
        Assert.Equal(["arn:aws:iam::999988887777:role/night-stop-spoke"], accounts.Refused.Distinct());
        Assert.Equal([1, 1, 0], accounts["111122223333"].Instances.Select(instance => instance.Stops));
        Assert.Equal([0, 0, 0], accounts["444455556666"].Instances.Select(instance => instance.Stops));
    }

    [LongTheory]
    [InlineData("custom targets", 20)]
    [InlineData("aot targets", 9)]
    public async Task Publish_WithTargets_IsTheProgramAndTheFileOfTheAccounts(string kind, int megabytes)
    {
        var function = await functions.OfAsync(stranger, kind);

        Assert.Equal(
            ["bootstrap", "targets.json"],
            Directory.GetFileSystemEntries(function.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.InRange(function.ZipSize, 1_000_000, megabytes * 1_000_000);
    }

    private static Dictionary<string, string> VariablesOf(LambdaRuntime lambda, SimulatedAccounts accounts) => new(StringComparer.Ordinal)
    {
        ["AWS_LAMBDA_RUNTIME_API"] = lambda.Api,
        ["AWS_ACCESS_KEY_ID"] = SimulatedAccounts.HubKey,
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_SESSION_TOKEN"] = "session",
        ["AWS_ENDPOINT_URL_EC2"] = accounts.Ec2,
        ["AWS_ENDPOINT_URL_STS"] = accounts.Sts,
    };
}
