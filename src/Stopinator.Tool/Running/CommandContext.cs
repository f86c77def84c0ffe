using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Commands;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Output;

namespace Stopinator.Tool.Running;

/// <summary>The context of one run of a command: the values of the command line, the consoles, and the services.</summary>
internal sealed class CommandContext : IAsyncDisposable
{
    private readonly ToolHost _host;
    private readonly ParseResult _parsed;
    private readonly Lazy<ToolConfiguration> _configuration;
    private readonly Lazy<ServiceProvider> _services;

    public CommandContext(ToolHost host, GlobalOptions options, ParseResult parsed, ToolCommand command)
    {
        (_host, _parsed) = (host, parsed);
        _configuration = new(() => ToolConfiguration.Read(host, parsed.GetValue(options.Config)));
        _services = new(() => new PowerServices(host, options, parsed).Create(_configuration.Value));
        Region = parsed.GetValue(options.Region);
        Yes = parsed.GetValue(options.Yes);
        Format = parsed.GetValue(options.Output);
        if (!command.Formats.Contains(Format))
        {
            throw new UsageException(
                $"'stopinator {command.Path}' has no output as {EnumText.Of(Format)}; "
                + $"it has {string.Join(", ", command.Formats.Select(format => EnumText.Of(format)))}.");
        }

        if (parsed.GetValue(options.NoColor) || !string.IsNullOrEmpty(host.Environment("NO_COLOR")))
        {
            host.Output.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            host.Messages.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }

    public OutputFormat Format { get; }

    public IAnsiConsole Output => _host.Output;

    public IAnsiConsole Messages => _host.Messages;

    public bool CanAsk => _host.CanAsk;

    public TimeProvider Time => _host.Time;

    /// <summary>The value of <c>--region</c>; null without it.</summary>
    public string? Region { get; }

    /// <summary>True when <c>--yes</c> is given.</summary>
    public bool Yes { get; }

    /// <summary>The service that finds, plans and acts.</summary>
    /// <exception cref="UsageException">The configuration file is invalid.</exception>
    public IInstancePowerService Power => _services.Value.GetRequiredService<IInstancePowerService>();

    /// <summary>The service that plans and acts at many targets.</summary>
    /// <exception cref="UsageException">The configuration file is invalid.</exception>
    public IMultiTargetPowerService TargetPower => _services.Value.GetRequiredService<IMultiTargetPowerService>();

    /// <summary>The options of schedules, as the configuration file sets them.</summary>
    public ScheduledPowerOptions Schedules => _configuration.Value.Schedules;

    /// <summary>The schedules by name, as the configuration file sets them.</summary>
    public ScheduleCatalog Catalog => _configuration.Value.Catalog;

    /// <summary>The options of the service, from the configuration file and the command line.</summary>
    public StopinatorOptions Options => _services.Value.GetRequiredService<IOptions<StopinatorOptions>>().Value;

    public T? Value<T>(Option<T> option) => _parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>Finds the instances of a selector.</summary>
    /// <exception cref="UsageException">The selector takes too many describes.</exception>
    public Task<List<Ec2Instance>> FindAsync(InstanceSelector selector, CancellationToken cancellationToken) =>
        Failure.AskAsync(() => Power.FindAsync(selector, cancellationToken).ToListAsync(cancellationToken).AsTask());

    /// <summary>Returns the service that holds a fleet to its schedules.</summary>
    /// <param name="at">The instant for which the schedules are asked; null for now.</param>
    /// <exception cref="OptionsValidationException">An option of the schedules is out of bounds.</exception>
    public ScheduledPowerService Scheduled(DateTimeOffset? at = null) =>
        new(Power, Schedules, at is { } instant ? new StillTime(instant) : Time);

    /// <summary>Returns the full path of a path on the command line.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, _host.Folder);

    public async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
        {
            await _services.Value.DisposeAsync();
        }
    }
}

/// <summary>A clock that stands still. The schedules of a fleet are asked for this instant, whatever the time is.</summary>
internal sealed class StillTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
