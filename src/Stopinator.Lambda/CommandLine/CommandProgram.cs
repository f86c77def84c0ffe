using System.Text;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.CommandLine;

/// <summary>The command outside of Lambda. Does one run, writes its report to the screen, and returns an exit code.</summary>
internal static class CommandProgram
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Cancelled = 130;

    public static async Task<int> RunAsync(
        string[] args,
        IReadOnlyDictionary<string, string> environment,
        Action<StopinatorOptions>? configure,
        FunctionClient? client,
        IScheduleSources? schedules,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interruption.Token);
        try
        {
            var arguments = CommandArguments.Read(args);
            return await RunAsync(arguments, environment, configure, client, schedules, output, errors, cancelled.Token)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is UsageException or FunctionSettingsException or MalformedEventException)
        {
            await errors.WriteLineAsync($"{exception.Message}{Environment.NewLine}--help shows the options.").ConfigureAwait(false);
            return WrongUsage;
        }
        catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException or ScheduleSourceException)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failed;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Cancelled; nothing was done.").ConfigureAwait(false);
            return Cancelled;
        }
    }

    private static async Task<int> RunAsync(
        CommandArguments arguments,
        IReadOnlyDictionary<string, string> environment,
        Action<StopinatorOptions>? configure,
        FunctionClient? client,
        IScheduleSources? schedules,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken)
    {
        if (arguments.Help || arguments.Version)
        {
            await output.WriteLineAsync(arguments.Help ? HelpText.Text : HelpText.Version).ConfigureAwait(false);
            return Done;
        }

        ThrowIfContradicts(arguments, client);
        using var function = StopinatorFunction.Create(
            Combined(environment, arguments.Variables),
            options => Configure(options, arguments, configure),
            timeProvider: null,
            log: Console.OpenStandardError(),
            client,
            schedules);
        if (function.Settings.Targets is not null && arguments.Region is not null)
        {
            throw new UsageException($"--region names one region, and {Setting.Targets} lists the regions; leave one of them out.");
        }

        if (function.Settings.Action is null)
        {
            throw new UsageException("No action is named; there are stop, start, reboot, reconcile.");
        }

        var result = await function.Runner.RunAsync(
            new FunctionCommand(), DeadlineOf(function.Settings), callerGoesOn: false, checkPlan: null, cancellationToken)
            .ConfigureAwait(false);
        await output.WriteLineAsync(arguments.Json ? JsonOf(result) : ReportTable.Of(result)).ConfigureAwait(false);
        foreach (var problem in result.CatalogProblems)
        {
            await errors.WriteLineAsync(problem).ConfigureAwait(false);
        }

        if (FailureOf(result, arguments.Json) is { Length: > 0 } failure)
        {
            await errors.WriteLineAsync(failure).ConfigureAwait(false);
        }

        return cancellationToken.IsCancellationRequested ? Cancelled : result.Failure is null ? Done : Failed;
    }

    // The table ends with the summary.
    private static string? FailureOf(CommandResult result, bool isJson) => result.Failure switch
    {
        RunFailedException failed when !isJson => failed.Detail,
        RunIncompleteException incomplete when !isJson => incomplete.Detail,
        var failure => failure?.Message,
    };

    private static string JsonOf(CommandResult result) => result switch
    {
        RunResult one => one.Report.ToJson(),
        _ => Encoding.UTF8.GetString(AnswerWriter.Write(result, int.MaxValue)!),
    };

    private static DateTimeOffset? DeadlineOf(FunctionSettings settings) =>
        settings.Timeout is { } timeout ? TimeProvider.System.GetUtcNow() + timeout : null;

    // Ignoring an option would act on another fleet than the one that is meant.
    private static void ThrowIfContradicts(CommandArguments arguments, FunctionClient? client)
    {
        if (client is not null && arguments.OfClient.Count > 0)
        {
            throw new UsageException(
                "This program hands over an IAmazonEC2, which has its own region, credentials and endpoint; run it without "
                + $"{string.Join(", ", arguments.OfClient)}.");
        }
    }

    private static void Configure(StopinatorOptions options, CommandArguments arguments, Action<StopinatorOptions>? configure)
    {
        configure?.Invoke(options);
        options.Ec2.EndpointUrl = arguments.Endpoint ?? options.Ec2.EndpointUrl;
        options.Ec2.Region = arguments.Region ?? options.Ec2.Region;
        options.Ec2.Profile = arguments.Profile ?? options.Ec2.Profile;
    }

    // Arguments override the environment, except that nothing overrides the scope: the argument narrows it.
    private static Dictionary<string, string> Combined(
        IReadOnlyDictionary<string, string> environment, Dictionary<string, string> arguments)
    {
        var combined = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            combined[name] = name == Setting.Scope.Variable ? Narrowed(environment.GetValueOrDefault(name), value) : value;
        }

        return combined;
    }

    // The reader of the settings reports a text that is no selector.
    private static string Narrowed(string? scope, string argument)
    {
        if (string.IsNullOrWhiteSpace(scope) || !InstanceSelector.TryParse(argument, out var narrower))
        {
            return argument;
        }

        try
        {
            return InstanceSelector.TryParse(scope, out var wider) ? wider.And(narrower).ToString() : scope;
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"--scope cannot be combined with {Setting.Scope}: {ErrorText.MessageOf(exception)}");
        }
    }
}
