using System.Diagnostics;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Bench;

/// <summary>Starts a peer, and measures from the start of its process to its first answer.</summary>
internal static class ColdRun
{
    private const int Instances = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Measures one start: its time, and the processor time that the process had used by the answer.</summary>
    public static async Task<Measured> MeasureAsync(Peer peer)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(Instances, instance => instance.Tagged("Env", "dev").Running()));
        await using var lambda = await LambdaRuntime.StartAsync();

        // The servers have served before, so that their own first time is not measured.
        await WarmAsync(ec2, lambda);
        var answered = lambda.InvokeAsync("""{"action":"stop"}""");

        var start = new ProcessStartInfo(peer.Command[0], peer.Command[1..]) { UseShellExecute = false, RedirectStandardOutput = true };
        SetEnvironment(start.Environment, ec2, lambda);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var answer = await answered.WaitAsync(Patience);
            var elapsed = Stopwatch.GetElapsedTime(began);
            var cpu = ProcessClock.Read(process.Id);
            Check(peer, answer, ec2);
            return new Measured(elapsed, cpu);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static void Check(Peer peer, RuntimeAnswer answer, SimulatedEc2 ec2)
    {
        var stopped = ec2.Instances.Count(instance => instance.State != SimulatedState.Running);
        if (!answer.IsResponse || stopped != (peer.Stops ? Instances : 0))
        {
            throw new InvalidOperationException($"{peer.Name} stopped {stopped} instances and answered {answer.Body}");
        }
    }

    private static async Task WarmAsync(SimulatedEc2 ec2, LambdaRuntime lambda)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([new("Action", "DescribeInstances"), new("Version", "2016-11-15")]);
        using var described = await http.PostAsync(ec2.Endpoint, form);
        var warm = lambda.InvokeAsync("{}");
        using var next = await http.GetAsync(new Uri($"http://{lambda.Api}/2018-06-01/runtime/invocation/next"));
        using var nothing = new ByteArrayContent([]);
        using var response = await http.PostAsync(
            new Uri($"http://{lambda.Api}/2018-06-01/runtime/invocation/{next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single()}/response"), nothing);
        await warm;
    }

    private static void SetEnvironment(IDictionary<string, string?> environment, SimulatedEc2 ec2, LambdaRuntime lambda)
    {
        var (path, home) = (environment["PATH"], environment["HOME"]);
        environment.Clear();
        environment["PATH"] = path;
        environment["HOME"] = home;
        environment["AWS_LAMBDA_RUNTIME_API"] = lambda.Api;
        environment["AWS_LAMBDA_FUNCTION_NAME"] = "night-stop";
        environment["AWS_REGION"] = "us-east-1";
        environment["AWS_DEFAULT_REGION"] = "us-east-1";
        environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        environment["AWS_SESSION_TOKEN"] = "session";
        environment["AWS_ENDPOINT_URL_EC2"] = ec2.Endpoint.ToString();
        environment["STOPINATOR_SCOPE"] = "tag:Env=dev";
    }
}
