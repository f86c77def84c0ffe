using Stopinator.Testing;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Local;

/// <summary>Serves an EC2 endpoint on this machine until Ctrl+C.</summary>
internal sealed class LocalEc2Command : ToolCommand
{
    private const string DefaultRegion = "us-east-1";

    private readonly LocalEc2Options _options = new();

    public LocalEc2Command()
        : base("local-ec2", "Serves an EC2 endpoint on this machine until Ctrl+C. It needs no account, and nothing leaves the machine.")
    {
        foreach (var option in _options.All)
        {
            Add(option);
        }
    }

    public override string Example => "stopinator local-ec2 --port 5577 --fleet fleet.json";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table];

    public override IReadOnlyList<string> Without { get; } = ["--profile", "--endpoint", "--scope", "--config", "--yes", "--verbose"];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var region = context.Region ?? DefaultRegion;
        var fleet = await _options.FleetAsync(context, cancellationToken);
        await using var ec2 = await StartAsync(fleet, _options.Simulation(context, region), cancellationToken);
        _options.Disturb(context, ec2);
        context.Output.WriteRaw($"""
            {ec2.Instances.Count} instances at {ec2.Endpoint} until Ctrl+C. In another terminal:

              stopinator plan stop tag:Env=dev --endpoint {ec2.Endpoint}

            Any AWS client works, too:

              export AWS_ENDPOINT_URL_EC2={ec2.Endpoint} AWS_REGION={region} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=key

            Calls:
            """);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is the way to end it.
        }

        return ExitCode.Done;
    }

    private static async Task<SimulatedEc2> StartAsync(
        Action<FleetBuilder> fleet, SimulatedEc2Options options, CancellationToken cancellationToken)
    {
        try
        {
            return await SimulatedEc2.StartAsync(fleet, options, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new IOException($"{exception.Message.TrimEnd('.')}. --port takes another port, and 0 takes a free one.", exception);
        }
    }
}
