using System.Collections.ObjectModel;
using System.CommandLine;
using System.Globalization;
using Stopinator.Testing;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Local;

/// <summary>The options of the local endpoint: its fleet, its times, and what goes wrong there.</summary>
internal sealed class LocalEc2Options
{
    private const int DefaultPort = 5577;
    private const int DefaultInstances = 20;
    private const int MostInstances = 100_000;
    private const double DefaultSeconds = 3;
    private const double MostSeconds = 86_400;
    private const double MostSpeed = 100_000;

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

    private readonly Option<int?> _instances = new("--instances")
    {
        Description = "Equal instances instead of a file: their number. Default: 20.",
        HelpName = "number",
        CustomParser = Parsers.Number(0, MostInstances),
    };

    private readonly Option<int?> _stopped = new("--stopped")
    {
        Description = "The number of equal instances that are stopped at first. Default: 0.",
        HelpName = "number",
        CustomParser = Parsers.Number(0, MostInstances),
    };

    private readonly Option<IReadOnlyDictionary<string, string>?> _tags = new("--tag")
    {
        Description = "A tag of all equal instances, e.g. Env=dev; may be repeated.",
        HelpName = "key=value",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Parsers.Tags,
    };

    private readonly Option<double?> _seconds = new("--seconds")
    {
        Description = "The seconds that a start, a stop or a termination takes. Default: 3.",
        HelpName = "seconds",
        CustomParser = Parsers.Amount(MostSeconds),
    };

    private readonly Option<double?> _lag = new("--lag")
    {
        Description = "Describes return the fleet as it was this number of seconds ago. Default: 0.",
        HelpName = "seconds",
        CustomParser = Parsers.Amount(MostSeconds),
    };

    private readonly Option<double?> _speed = new("--speed")
    {
        Description = "The clock runs this many times as fast as real time. Default: 1.",
        HelpName = "factor",
        CustomParser = Parsers.Amount(MostSpeed, mayBeZero: false),
    };

    private readonly Option<string[]?> _faults = new("--fault")
    {
        Description = "A fault as JSON, e.g. '{\"action\":\"StopInstances\",\"throttle\":true}'; may be repeated.",
        HelpName = "json",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Parsers.Documents(json => Probe().AddFault(json)),
    };

    private readonly Option<string[]?> _rateLimits = new("--rate-limits")
    {
        Description = "The limits of EC2, multiplied by a number, or a limit as JSON; may be repeated.",
        HelpName = "limits",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Parsers.Documents(limits => SetRateLimits(Probe(), limits)),
    };

    private readonly Option<bool> _control = new("--control")
    {
        Description = "Serves /_stopinator/, which sets faults, limits, lag and clock.",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Does not write a line for each call." };

    public IReadOnlyList<Option> All =>
        [_port, _fleet, _instances, _stopped, _tags, _seconds, _lag, _speed, _faults, _rateLimits, _control, _quiet];

    /// <summary>Returns the description of the fleet.</summary>
    /// <exception cref="UsageException">The file is invalid, or options contradict each other.</exception>
    public async Task<Action<FleetBuilder>> FleetAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (instances, stopped, tags) = (context.Value(_instances), context.Value(_stopped), context.Value(_tags));
        var hasEqual = instances is not null || stopped is not null || tags is not null;
        if (context.Value(_fleet) is { } file)
        {
            return hasEqual
                ? throw new UsageException(
                    "--fleet excludes --instances, --stopped and --tag: a file has the number, states and tags itself.")
                : await LocalFleet.ReadAsync(context.PathOf(file), cancellationToken);
        }

        var count = instances ?? DefaultInstances;
        if (stopped > count)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"--stopped is {stopped} of {count} instances; it takes a whole number from 0 to {count}. "
                + $"--instances takes a larger fleet."));
        }

        return hasEqual
            ? LocalFleet.Equal(count, stopped ?? 0, tags ?? ReadOnlyDictionary<string, string>.Empty)
            : LocalFleet.Demo;
    }

    /// <summary>Returns the options of the simulation.</summary>
    public SimulatedEc2Options Simulation(CommandContext context, string region)
    {
        var transition = TimeSpan.FromSeconds(context.Value(_seconds) ?? DefaultSeconds);
        return new()
        {
            Port = context.Value(_port) ?? DefaultPort,
            Region = region,
            TimeProvider = context.Time,
            StartDuration = transition,
            StopDuration = transition,
            DescribeLag = TimeSpan.FromSeconds(context.Value(_lag) ?? 0),
            ClockSpeed = context.Value(_speed) ?? 1,
            ControlEndpoint = context.Value(_control),
            OnCall = context.Value(_quiet) ? null : call => context.Output.WriteNote(call.ToString()),
        };
    }

    /// <summary>Sets the faults and the rate limits of a simulation.</summary>
    public void Disturb(CommandContext context, SimulatedEc2 ec2)
    {
        foreach (var fault in context.Value(_faults) ?? [])
        {
            ec2.AddFault(fault);
        }

        foreach (var limits in context.Value(_rateLimits) ?? [])
        {
            SetRateLimits(ec2, limits);
        }
    }

    // A number is short for the JSON of EC2's defaults.
    private static void SetRateLimits(SimulatedEc2 ec2, string limits) =>
        ec2.SetRateLimits(limits.TrimStart().StartsWith('{') ? limits : $$"""{"ec2Defaults":{{limits}}}""");

    // A simulation that nobody calls. It refuses what the one that is served would refuse.
    private static SimulatedEc2 Probe() => SimulatedEc2.Create(static _ => { });
}
