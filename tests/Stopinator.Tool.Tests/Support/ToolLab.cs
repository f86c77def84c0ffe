using Amazon.EC2;
using Spectre.Console.Testing;
using Stopinator.Testing;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Tests.Support;

/// <summary>The tool in this process, with a simulated fleet, a clock that jumps, and consoles that are read.</summary>
internal sealed class ToolLab : IAsyncDisposable
{
    /// <summary>A Friday evening in Paris.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 20, 30, 0, TimeSpan.Zero);

    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private ToolLab(SimulatedEc2 ec2, SimulatedClock clock) => (Ec2, Clock) = (ec2, clock);

    public SimulatedEc2 Ec2 { get; }

    public SimulatedClock Clock { get; }

    /// <summary>A folder of this test alone, in which the tool runs.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("stopinator-tool-");

    /// <summary>True when standard output and standard error are a terminal; false when they are pipes.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>True when the picture of a run is drawn again and again.</summary>
    public bool IsLive { get; set; }

    /// <summary>True when a person answers questions.</summary>
    public bool CanAsk { get; set; }

    /// <summary>The keys that the person presses.</summary>
    public string Keys { get; set; } = "";

    /// <summary>The columns of the terminal.</summary>
    public int Width { get; set; } = 160;

    public IDictionary<string, string> Environment => _environment;

    /// <summary>Returns the client of a target; null where there are none.</summary>
    public Func<PowerTarget, IAmazonEC2>? ClientFor { get; set; }

    public static ToolLab Create(Action<FleetBuilder> fleet, Action<SimulatedEc2Options>? configure = null)
    {
        var clock = new SimulatedClock(Start);
        var options = new SimulatedEc2Options { TimeProvider = clock };
        configure?.Invoke(options);
        return new(SimulatedEc2.Create(fleet, options), clock);
    }

    /// <summary>A fleet with one instance of each kind that matters.</summary>
    public static ToolLab Create() =>
        Create(fleet =>
        {
            fleet.Add(2, (instance, index) => instance.Named($"web-{index + 1}").Tagged("Env", "dev")
                .Tagged("stopinator:schedule", "mon-fri 07:00-20:00 Europe/Paris").Running());
            fleet.Add(instance => instance.Named("build").Tagged("Env", "dev").Stopped());
            fleet.Add(instance => instance.Named("scaled").Tagged("Env", "dev").InAutoScalingGroup("web-asg"));
            fleet.Add(instance => instance.Named("shop").Tagged("Env", "prod").Running());
        });

    public Task<ToolResult> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public async Task<ToolResult> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        var width = IsTerminal ? Width : 10_000;
        var (output, messages) = (new TestConsole().Width(width), new TestConsole().Width(width));
        output.Profile.Capabilities.Ansi = messages.Profile.Capabilities.Ansi = IsTerminal;
        messages.Profile.Capabilities.Interactive = IsLive;
        if (Keys.Length > 0)
        {
            messages.Input.PushTextWithEnter(Keys);
        }

        using var client = Ec2.CreateClient();
        var host = new ToolHost
        {
            Output = output,
            Messages = messages,
            CanAsk = CanAsk,
            Folder = Folder.FullName,
            Time = Clock,
            Environment = name => _environment.GetValueOrDefault(name),
            Ec2 = client,
            ClientFor = ClientFor,
        };
        var code = await Clock.RunAsync(() => ToolProgram.RunAsync(args, host, cancellationToken));
        return new(code, output.Output, messages.Output);
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Ec2.DisposeAsync();
        Folder.Delete(recursive: true);
    }
}

/// <summary>The end of a run of the tool.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Messages">Standard error.</param>
internal sealed record ToolResult(int Code, string Output, string Messages)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
