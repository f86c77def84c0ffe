using System.Net;
using System.Net.Sockets;
using Stopinator.Lambda.Template.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>
/// What is in the images, built natively here by the command of the Dockerfile and run as a container of the manifests: read-only file
/// system, a user who is not root, no capability.
/// </summary>
public sealed class NativeImageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task NightStop_AsACommandAndAsAFunction_StopsTheFleet()
    {
        using var image = await NativeImage.BuildAsync("container-image/Dockerfile");

        await using var dry = await StartAsync();
        var command = image.CommandLine(Dockerfile.Read("container-image/Dockerfile").Words("CMD"));
        await RunAsync(command, dry);
        Assert.All(dry.Instances, instance => Assert.Equal(0, instance.Stops));

        await using var task = await StartAsync();
        await RunAsync(image.CommandLine("stop"), task);
        Assert.All(task.Instances, instance => Assert.Equal(1, instance.Stops));

        // Lambda starts the image with its own command.
        await using var ec2 = await StartAsync();
        await using var lambda = await LambdaRuntime.StartAsync();
        var environment = Environment(ec2);
        environment["AWS_LAMBDA_RUNTIME_API"] = lambda.Api;
        environment["AWS_LAMBDA_FUNCTION_NAME"] = "night-stop";
        await using var function = FunctionProcess.Start(command, "/", environment);
        var answer = await await Task.WhenAny(lambda.InvokeAsync("""{"action":"stop"}"""), lambda.InitError).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.EndsWith("/response", answer.Path, StringComparison.Ordinal);
        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Stops));
    }

    [Fact]
    public async Task Worker_AsAService_ReconcilesAndIsReady()
    {
        using var image = await NativeImage.BuildAsync("Worker/Dockerfile");
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running()));
        var environment = Environment(ec2);
        var port = FreePort();
        environment["ASPNETCORE_HTTP_PORTS"] = $"{port}";
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ec2.Faults.On("StopInstances").Nth(1).Do(stopped.SetResult);
        await using var worker = FunctionProcess.Start(image.CommandLine(), "/", environment);
        await stopped.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var ready = new Uri($"http://127.0.0.1:{port}/health/ready");

        // The tick ends a few calls after the stop.
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync(http, ready))
        {
            Assert.True(worker.IsAlive && !patience.IsCancellationRequested, "The worker is not ready.");
        }

        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Stops));
    }

    private static Task<SimulatedEc2> StartAsync() => SimulatedEc2.StartAsync(fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running()));

    private static async Task RunAsync(string[] command, SimulatedEc2 ec2)
    {
        var result = await Command.RunAsync(command[0], "/", Environment(ec2), command[1..]);
        Assert.True(result.ExitCode == 0, result.Output);
    }

    // That of a container, and where EC2 is.
    private static Dictionary<string, string> Environment(SimulatedEc2 ec2) => new(StringComparer.Ordinal)
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["HOME"] = "/home/app",
        ["STOPINATOR_SCOPE"] = "tag:Env=dev",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "any",
        ["AWS_SECRET_ACCESS_KEY"] = "key",
        ["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.AbsoluteUri,
    };

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri uri)
    {
        try
        {
            using var answer = await http.GetAsync(uri, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
