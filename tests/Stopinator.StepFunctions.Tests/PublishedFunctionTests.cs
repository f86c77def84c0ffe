using System.Text.Json.Nodes;
using Stopinator.Lambda.Template.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.StepFunctions.Tests.Interpreter;
using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.StepFunctions.Tests;

/// <summary>The state machine with the function as it is deployed: samples/NightStop, published, on Lambda's Runtime API and EC2 on loopback.</summary>
public sealed class PublishedFunctionTests(Jsonata jsonata) : IClassFixture<Jsonata>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stopinator-step-functions-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [LongFact]
    public async Task Execute_AFleetThatNeedsThreeRuns_StopsEachInstanceOnce()
    {
        jsonata.Require();
        var program = await PublishAsync();
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(450, instance => instance.Tagged("Env", "dev").Running()));

        // Ten seconds of a run are kept, so each of these has two to begin a call, of which one takes longer than that. A call names 200.
        var time = TimeSpan.FromSeconds(12);
        ec2.Faults.On("StopInstances").When(call => !call.DryRun).Delay(TimeSpan.FromSeconds(2.5));
        await using var process = FunctionProcess.Start(["dotnet", program], _folder, EnvironmentOf(lambda, ec2));
        Assert.True((await lambda.InvokeAsync("""{"action":"stop","dryRun":true}""")).IsResponse);
        var machine = new StateMachine(
            jsonata,
            async (_, command) =>
            {
                var answer = await lambda.InvokeAsync(command.ToJsonString(), TimeProvider.System.GetUtcNow() + time);
                return answer.IsResponse ? JsonNode.Parse(answer.Body)! : throw new StateException(answer.ErrorType!, answer.ErrorMessage);
            },
            _ => { });

        var output = await machine.ExecuteAsync(
            "continue.asl.json", new Dictionary<string, string> { ["Function"] = "night-stop" }, """{"action":"stop"}""");

        Assert.Equal((3, true), ((int)output["rounds"]!, (bool)output["isSuccess"]!));
        Assert.Equal(
            [200, 200, 50],
            ec2.Calls.Where(call => call is { Action: "StopInstances", DryRun: false }).Select(call => call.InstanceIds.Count));
        Assert.All(ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // As the READMEs of the samples say, but beside the build of everything else.
    private async Task<string> PublishAsync()
    {
        var output = Path.Combine(_folder, "publish");
        await DotNet.RunAsync(
            Repository.Root,
            new Dictionary<string, string>(),
            "publish", "samples/NightStop", "-p:PublishProfile=Lambda", $"-p:PublishDir={output}/", $"-p:ArtifactsPath={_folder}/build", "-p:RunAnalyzers=false");
        return Path.Combine(output, "NightStop.dll");
    }

    private static Dictionary<string, string> EnvironmentOf(LambdaRuntime lambda, SimulatedEc2 ec2) => new(StringComparer.Ordinal)
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
        ["HOME"] = "/nowhere",
        ["AWS_LAMBDA_RUNTIME_API"] = lambda.Api,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "any",
        ["AWS_SECRET_ACCESS_KEY"] = "key",
        ["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.ToString(),
        ["STOPINATOR_SCOPE"] = "tag:Env=dev",
        ["STOPINATOR_FAIL_ON"] = "none",
    };
}
