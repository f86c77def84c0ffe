using System.CommandLine;
using Stopinator.Testing;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Local;

/// <summary>Serves an EC2 endpoint on this machine until Ctrl+C.</summary>
internal sealed class LocalEc2Command : ToolCommand
{
    private const int DefaultPort = 5577;

    private readonly Option<int?> _port = new("--port")
    {
        Description = "The port on 127.0.0.1; 0 takes a free one. Default: 5577.",
        HelpName = "port",
        CustomParser = Parsers.Number(0, 65535),
    };

    private readonly Option<string?> _fleet = new("--fleet")
    {
        Description = "A JSON file of instances. Default: a small fleet of several kinds, tagged Env=dev and Env=prod.",
        HelpName = "file",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Does not write a line for each call." };

    public LocalEc2Command()
        : base("local-ec2", "Serves an EC2 endpoint on this machine until Ctrl+C. It needs no account, and nothing leaves the machine.")
    {
        Add(_port);
        Add(_fleet);
        Add(_quiet);
    }

    public override string Example => "stopinator local-ec2 --port 5577 --fleet fleet.json";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var fleet = context.Value(_fleet) is { } file ? await FleetFile.ReadAsync(context.PathOf(file), cancellationToken) : FleetFile.Demo;
        var options = fleet.Options();
        options.Port = context.Value(_port) ?? DefaultPort;
        options.TimeProvider = context.Time;
        options.OnCall = context.Value(_quiet) ? null : call => context.Output.WriteNote(call.ToString());
        await using var ec2 = await SimulatedEc2.StartAsync(fleet.Build, options, cancellationToken);
        context.Output.WriteRaw($"""
            {ec2.Instances.Count} instances at {ec2.Endpoint} until Ctrl+C. In another terminal:

              stopinator plan stop tag:Env=dev --endpoint {ec2.Endpoint}

            Any AWS client that has this endpoint, the region {options.Region} and any credentials works, too. Calls:
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
}
