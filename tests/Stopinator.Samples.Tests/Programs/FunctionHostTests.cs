using Stopinator.Lambda.Template.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Hosts;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Samples.Tests.Programs;

/// <summary>The program of the samples as a process on machines that lack something or are set up oddly, served by Lambda's Runtime API.</summary>
public sealed class FunctionHostTests
{
    private const string Stop = """{"action":"stop"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // As it was built, in its own folder: the folder of the tests has not all it needs.
    private static readonly string[] Program =
        ["dotnet", Path.Combine(AppContext.BaseDirectory.Replace("Stopinator.Samples.Tests", "NightStop", StringComparison.Ordinal), "NightStop.dll")];

    [Theory]
    [MemberData(nameof(OddHosts.All), MemberType = typeof(OddHosts))]
    public async Task Invoke_OnAnOddHost_StopsAndAnswers(string host, string[] command) => await AssertStopsAsync(host, command);

    [Fact]
    public async Task Invoke_OnAReadOnlyFileSystem_StopsAndAnswers()
    {
        var command = OddHosts.ReadOnly;
        var attempt = await Command.RunAsync(command[0], "/", DotNet.UsersEnvironment(), [.. command[1..], "true"]);
        Assert.SkipUnless(attempt.ExitCode == 0, "A read-only file system needs unshare and the rights of root.");

        await AssertStopsAsync("a read-only file system", command);
    }

    [Fact]
    public async Task Invoke_ThroughAProxyThatIsNotThere_AnswersThatEc2CannotBeReached()
    {
        await using var ec2 = await StartAsync();
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var function = Start(["env", "-u", "NO_PROXY", "HTTP_PROXY=http://127.0.0.1:9"], ec2, lambda);

        var answer = await AnswerAsync(lambda);

        // The proxy is for EC2; Lambda's own interface is called without it.
        Assert.False(answer.IsResponse);
        Assert.Contains("127.0.0.1:9", answer.Body, StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    [Theory]
    [InlineData("DescribeInstances", 1)]
    [InlineData("StopInstances", 1)]
    [InlineData("DescribeInstances", 2)]
    public async Task Command_Terminated_EndsWithTheReportOfWhatWasDone(string action, int call)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ec2 = await StartAsync(stops: TimeSpan.FromMinutes(5));
        ec2.Faults.On(action).Nth(call).Do(arrived.SetResult);
        await using var command = FunctionProcess.Start([.. Program, "stop", "--await", "state"], "/", Environment(ec2));
        await arrived.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var output = await command.TerminateAsync(Patience);

        if (ec2.Calls.Any(received => received.Action == "StopInstances"))
        {
            Assert.All(ec2.Instances, instance => Assert.Contains(instance.Id, output, StringComparison.Ordinal));
        }
        else
        {
            Assert.Contains("Cancelled; nothing was done.", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Function_TerminatedBetweenInvocations_Ends()
    {
        await using var ec2 = await StartAsync();
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var function = Start([], ec2, lambda);
        Assert.True((await AnswerAsync(lambda)).IsResponse);

        await function.TerminateAsync(Patience);

        Assert.False(function.IsAlive);
    }

    private static async Task AssertStopsAsync(string host, string[] command)
    {
        await using var ec2 = await StartAsync();
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var function = Start(command, ec2, lambda);

        var answer = await AnswerAsync(lambda);

        Assert.True(answer.IsResponse, $"With {host}: {answer.Body}");
        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Stops));
    }

    private static FunctionProcess Start(string[] command, SimulatedEc2 ec2, LambdaRuntime lambda)
    {
        var environment = Environment(ec2);
        environment["AWS_LAMBDA_RUNTIME_API"] = lambda.Api;
        environment["AWS_LAMBDA_FUNCTION_NAME"] = "night-stop";
        return FunctionProcess.Start([.. command, .. Program], "/", environment);
    }

    private static async Task<RuntimeAnswer> AnswerAsync(LambdaRuntime lambda) =>
        await await Task.WhenAny(lambda.InvokeAsync(Stop), lambda.InitError).WaitAsync(Patience, TestContext.Current.CancellationToken);

    private static Dictionary<string, string> Environment(SimulatedEc2 ec2)
    {
        var environment = DotNet.UsersEnvironment();
        foreach (var name in environment.Keys.Where(name => name.StartsWith("STOPINATOR_", StringComparison.Ordinal)).ToArray())
        {
            environment.Remove(name);
        }

        environment["AWS_REGION"] = "us-east-1";
        environment["AWS_ACCESS_KEY_ID"] = "AKIDROLE";
        environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        environment["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.AbsoluteUri;
        environment["STOPINATOR_SCOPE"] = "tag:Env=dev";
        return environment;
    }

    private static Task<SimulatedEc2> StartAsync(TimeSpan stops = default) => SimulatedEc2.StartAsync(
        fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running()), new() { StopDuration = stops });
}
