using Stopinator.Lambda.Template.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
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

    /// <summary>The hosts, each as the command that runs a program there.</summary>
    public static TheoryData<string, string[]> Hosts { get; } = new()
    {
        { "no HOME", ["env", "-u", "HOME"] },
        { "a HOME that does not exist", ["env", "HOME=/nonexistent"] },
        { "no folder for temporary files", ["env", "TMPDIR=/nonexistent"] },
        { "Turkish", ["env", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"] },
        { "Persian", ["env", "LANG=fa_IR.UTF-8", "LC_ALL=fa_IR.UTF-8"] },
        { "Thai", ["env", "LANG=th_TH.UTF-8", "LC_ALL=th_TH.UTF-8"] },
        { "no locale", ["env", "-u", "LANG", "-u", "LC_ALL"] },
        { "a zone of the machine", ["env", "TZ=Asia/Kathmandu"] },
        { "a zone that does not exist", ["env", "TZ=Nowhere/Land"] },
        { "one processor", ["env", "DOTNET_PROCESSOR_COUNT=1"] },
        { "a heap of 64 MB", ["env", "DOTNET_GCHeapHardLimit=0x4000000"] },
        { "a proxy beside the endpoint", ["env", "HTTP_PROXY=http://127.0.0.1:9", "HTTPS_PROXY=http://127.0.0.1:9", "NO_PROXY=127.0.0.1"] },
    };

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Invoke_OnAnOddHost_StopsAndAnswers(string host, string[] command) => await AssertStopsAsync(host, command);

    [Fact]
    public async Task Invoke_OnAReadOnlyFileSystem_StopsAndAnswers()
    {
        string[] command = ["unshare", "--mount", "sh", "-c", "mount --make-rprivate / && mount -o remount,bind,ro / && exec \"$@\"", "sh"];
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

    private static Task<SimulatedEc2> StartAsync() => SimulatedEc2.StartAsync(
        fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running()), new() { StopDuration = TimeSpan.Zero });
}
