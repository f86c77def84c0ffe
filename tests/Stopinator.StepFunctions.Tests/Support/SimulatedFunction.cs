using System.Text;
using System.Text.Json.Nodes;
using Stopinator.Lambda;
using Stopinator.StepFunctions.Tests.Interpreter;
using Stopinator.Testing;

namespace Stopinator.StepFunctions.Tests.Support;

/// <summary>The function in this process, with an account of its own, on a clock that is everybody's.</summary>
internal sealed class SimulatedFunction : IAsyncDisposable
{
    // Of which ten seconds are kept: time for a describe and a stop, or two.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(13);

    private readonly SimulatedClock _clock;
    private readonly StopinatorFunction _function;

    public SimulatedFunction(SimulatedClock clock, int instances, params (string Name, string Value)[] settings)
    {
        _clock = clock;
        Ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(instances, instance => instance.Tagged("Env", "dev").Running()),
            new SimulatedEc2Options { TimeProvider = clock, Latency = TimeSpan.FromSeconds(2) });
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["STOPINATOR_SCOPE"] = "tag:Env=dev", ["STOPINATOR_FAIL_ON"] = "none" };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        _function = StopinatorFunction.Create(
            environment, Ec2.CreateClient(), options => options.Execution.MaxBatchSize = 10, clock, Stream.Null);
    }

    public SimulatedEc2 Ec2 { get; }

    /// <summary>The events so far.</summary>
    public List<JsonNode> Events { get; } = [];

    /// <summary>Invokes it as Step Functions does; the type of an exception is the name of the error.</summary>
    public async Task<JsonNode> InvokeAsync(JsonNode input)
    {
        Events.Add(input.DeepClone());
        try
        {
            var json = new MemoryStream(Encoding.UTF8.GetBytes(input.ToJsonString()));
            using var answer = await _clock.RunAsync(() => _function.InvokeAsync(json, _clock.GetUtcNow() + Timeout));
            return (await JsonNode.ParseAsync(answer))!;
        }
        catch (Exception exception) when (exception is not StateException)
        {
            throw new StateException(exception.GetType().Name, exception.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _function.Dispose();
        await Ec2.DisposeAsync();
    }
}
