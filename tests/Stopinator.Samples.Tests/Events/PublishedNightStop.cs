using Stopinator.Lambda.Template.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.Samples.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Samples.Tests.Events;

/// <summary>The program of the samples, published as their READMEs say, against Lambda's Runtime API and EC2 on loopback.</summary>
public sealed class PublishedNightStop : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("stopinator-night-stop-").FullName;

    public async ValueTask InitializeAsync()
    {
        if (LongTests.AreOn)
        {
            await DotNet.RunAsync(
                Sample.Folder,
                new Dictionary<string, string>(),
                "publish", "NightStop", "-p:PublishProfile=Lambda", $"-p:PublishDir={_folder}/publish/", $"-p:ArtifactsPath={_folder}/build", "-p:RunAnalyzers=false");
        }
    }

    /// <summary>Invokes it once, in a process of its own.</summary>
    internal async Task<RuntimeAnswer> InvokeAsync(SimulatedEc2 ec2, string json)
    {
        await using var lambda = await LambdaRuntime.StartAsync();
        var environment = DotNet.UsersEnvironment();

        // What these tests are told is no setting of the function, which says so and ends.
        foreach (var name in environment.Keys.Where(name => name.StartsWith("STOPINATOR_", StringComparison.Ordinal)).ToArray())
        {
            environment.Remove(name);
        }

        environment["AWS_LAMBDA_RUNTIME_API"] = lambda.Api;
        environment["AWS_LAMBDA_FUNCTION_NAME"] = "night-stop";
        environment["AWS_REGION"] = "us-east-1";
        environment["AWS_ACCESS_KEY_ID"] = "AKIDROLE";
        environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        environment["AWS_SESSION_TOKEN"] = "session";
        environment["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.AbsoluteUri;
        environment["STOPINATOR_SCOPE"] = "tag:Env=dev";
        environment["STOPINATOR_ACTION"] = "stop";
        await using var process = FunctionProcess.Start(
            ["dotnet", Path.Combine(_folder, "publish", "NightStop.dll")], _folder, environment);
        var answer = lambda.InvokeAsync(json);
        return await await Task.WhenAny(answer, lambda.InitError).WaitAsync(Patience);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
