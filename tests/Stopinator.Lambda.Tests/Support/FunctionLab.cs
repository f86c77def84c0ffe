using System.Text;
using System.Text.Json;
using Amazon.EC2;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Support;

/// <summary>A function on a simulated EC2, both on one manual clock, and what it logs.</summary>
internal sealed class FunctionLab : IAsyncDisposable
{
    private readonly MemoryStream _log = new();

    private FunctionLab(SimulatedEc2 ec2, SimulatedClock clock, StopinatorFunction function, MemoryStream log) =>
        (Ec2, Clock, Function, _log) = (ec2, clock, function, log);

    public static DateTimeOffset Now { get; } = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    public SimulatedEc2 Ec2 { get; }

    public SimulatedClock Clock { get; }

    public StopinatorFunction Function { get; }

    /// <summary>The log lines so far.</summary>
    public IReadOnlyList<JsonElement> Lines =>
        [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public string Text => Encoding.UTF8.GetString(_log.ToArray());

    /// <summary>Creates a function on three running instances with the tag Env=dev and one with Env=prod, in whose scope are the former.</summary>
    public static FunctionLab Create(params (string Name, string Value)[] settings) => Create(Fleet, settings);

    public static FunctionLab Create(Action<FleetBuilder> fleet, params (string Name, string Value)[] settings) =>
        Create(fleet, configure: null, settings);

    public static FunctionLab Create(Action<FleetBuilder> fleet, Action<StopinatorOptions>? configure, params (string Name, string Value)[] settings) =>
        Create(fleet, configure, configureClient: null, settings);

    public static FunctionLab Create(
        Action<FleetBuilder> fleet,
        Action<StopinatorOptions>? configure,
        Action<AmazonEC2Config>? configureClient,
        params (string Name, string Value)[] settings) =>
        Create(fleet, configure, configureClient, schedules: null, settings);

    /// <summary>Creates a function whose schedules have sources.</summary>
    public static FunctionLab Create(Action<FleetBuilder> fleet, IScheduleSources schedules, params (string Name, string Value)[] settings) =>
        Create(fleet, configure: null, configureClient: null, schedules, settings);

    private static FunctionLab Create(
        Action<FleetBuilder> fleet,
        Action<StopinatorOptions>? configure,
        Action<AmazonEC2Config>? configureClient,
        IScheduleSources? schedules,
        (string Name, string Value)[] settings)
    {
        var clock = new SimulatedClock(Now);
        var ec2 = SimulatedEc2.Create(fleet, new SimulatedEc2Options { TimeProvider = clock });
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_FUNCTION_NAME"] = "night-stop",
            ["STOPINATOR_SCOPE"] = "tag:Env=dev",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var log = new MemoryStream();
        void Configure(StopinatorOptions options)
        {
            options.Randomizer = () => 0.5;
            configure?.Invoke(options);
        }

        var function = environment.ContainsKey("STOPINATOR_TARGETS")
            ? StopinatorFunction.Create(environment, _ => ec2.CreateClient(configureClient), Configure, clock, log, schedules)
            : StopinatorFunction.Create(environment, ec2.CreateClient(configureClient), Configure, clock, log, schedules);
        return new FunctionLab(ec2, clock, function, log);
    }

    public static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(3, instance => instance.Tagged("Env", "dev").Running());
        fleet.Add(instance => instance.Tagged("Env", "prod").Running());
    }

    /// <summary>Invokes the function and reads its answer.</summary>
    public async Task<JsonElement> InvokeAsync(string json, TimeSpan? timeLeft = null)
    {
        using var answer = await Clock.RunAsync(() => Function.InvokeAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), Clock.GetUtcNow() + (timeLeft ?? TimeSpan.FromMinutes(15))));
        return (await JsonDocument.ParseAsync(answer)).RootElement;
    }

    /// <summary>Invokes the function by an HTTP request.</summary>
    public Task<JsonElement> PostAsync(string body, string method = "POST", string query = "") =>
        InvokeAsync(HttpEvents.Request(body, method, query));

    public async ValueTask DisposeAsync()
    {
        Function.Dispose();
        await Ec2.DisposeAsync();
    }
}
