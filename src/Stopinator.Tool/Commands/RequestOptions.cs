using System.CommandLine;
using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>The options of a request. Each action has those that it takes.</summary>
internal sealed class RequestOptions
{
    private readonly PowerAction _action;

    private readonly Option<StopMode> _stopMode = new("--stop-mode")
    {
        Description = "normal, hibernate, skip-os-shutdown or force. Default: normal.",
        HelpName = "mode",
        CustomParser = Parsers.Word<StopMode>,
    };

    private readonly Option<HibernationFallback> _fallback = new("--hibernation-fallback")
    {
        Description = "skip or stop-normally: what is done with instances that cannot hibernate. Default: skip.",
        HelpName = "way",
        CustomParser = Parsers.Word<HibernationFallback>,
    };

    private readonly Option<TimeSpan?> _stoppedWithin = new("--stopped-within")
    {
        Description = "Starts only what was stopped within this time, e.g. 16h.",
        HelpName = "time",
        CustomParser = Parsers.Duration,
    };

    private readonly Option<ReasonCode[]> _allow = new("--allow")
    {
        Description = "Skip rules that do not count, e.g. spot,auto-scaling-group.",
        HelpName = "rules",
        CustomParser = Parsers.SkipReasons,
    };

    private readonly Option<int?> _maxInstances = new("--max-instances")
    {
        Description = "More instances to act on refuse the run. Default: 1000.",
        HelpName = "number",
        CustomParser = Parsers.Number(0, int.MaxValue),
    };

    private readonly Option<bool> _awaitTransition = new("--wait-for-transition") { Description = "Awaits instances between two states." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only asks EC2 for the permissions." };
    private readonly WaitingOptions _waiting;

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "The time of the run, e.g. 15m. The report lists what is left.",
        HelpName = "time",
        CustomParser = Parsers.Duration,
    };

    /// <summary>Adds the options of an action to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="action">The action.</param>
    /// <param name="executes">True for a command that acts; false for a command that only plans.</param>
    public RequestOptions(Command command, PowerAction action, bool executes)
    {
        _action = action;
        _waiting = new WaitingOptions(action);
        Option[] ofStops = action is PowerAction.Stop or PowerAction.Reconcile ? [_stopMode, _fallback] : [];
        Option[] ofStarts = action is PowerAction.Start or PowerAction.Reconcile ? [_stoppedWithin] : [];
        Option[] ofRuns = executes ? [_dryRun, _timeout] : [];
        Option[] ofAll = [_allow, _maxInstances, _awaitTransition, .. _waiting.For(executes)];
        foreach (var option in (Option[])[.. ofStops, .. ofStarts, .. ofAll, .. ofRuns])
        {
            command.Add(option);
        }

        _stopMode.CompletionSources.Add(EnumText.All<StopMode>());
        _fallback.CompletionSources.Add(EnumText.All<HibernationFallback>());
    }

    public PowerRequest Create(CommandContext context, InstanceSelector selector) =>
        new()
        {
            Action = _action,
            Selector = selector,
            StopMode = context.Value(_stopMode),
            HibernationFallback = Fallback(context),
            OnlyStoppedWithin = context.Value(_stoppedWithin),
            Allow = [.. context.Value(_allow) ?? []],
            MaxInstances = context.Value(_maxInstances),
            WaitForTransition = context.Value(_awaitTransition),
            DryRun = context.Value(_dryRun),
            Await = _waiting.Await(context, _action),
            Order = _waiting.Order(context, saved: null),
            Deadline = Timeout(context) is { } timeout ? context.Time.GetUtcNow() + timeout : null,
        };

    /// <summary>Returns the request of a saved plan with the options of the command line.</summary>
    public PowerRequest Create(CommandContext context, PowerRequest saved) =>
        Create(context, saved.Selector) with
        {
            Action = saved.Action,
            Await = _waiting.Await(context, saved.Action),
            Order = _waiting.Order(context, saved.Order),
        };

    private TimeSpan? Timeout(CommandContext context)
    {
        if (context.Value(_timeout) is not { } timeout)
        {
            return null;
        }

        var margin = context.Options.Execution.DeadlineMargin;
        return timeout > margin ? timeout : throw new UsageException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_timeout.Name} is {timeout.TotalSeconds} s; it takes more than the {margin.TotalSeconds} s that are kept for the last "
            + $"answer and the report (Execution.DeadlineMargin). Give it {(margin + TimeSpan.FromSeconds(20)).TotalSeconds}s or more."));
    }

    private HibernationFallback Fallback(CommandContext context)
    {
        var fallback = context.Value(_fallback);
        return fallback == HibernationFallback.Skip || context.Value(_stopMode) == StopMode.Hibernate
            ? fallback
            : throw new UsageException($"{_fallback.Name} is {EnumText.Of(fallback)}, which only --stop-mode hibernate takes.");
    }
}
