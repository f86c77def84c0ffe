using System.CommandLine;
using Stopinator.Diagnostics;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>The options that say what a run waits for, and in which order it acts. They mean the same as in a generated function.</summary>
internal sealed class WaitingOptions
{
    private readonly PowerAction _action;

    private readonly Option<AwaitedSign?> _await = new("--await")
    {
        Description = "nothing, state or status-checks: what the run waits for. Default: state.",
        HelpName = "sign",
        CustomParser = result => Parsers.Word<AwaitedSign>(result),
    };

    private readonly Option<string?> _tag = new("--order-tag")
    {
        Description = "The tag with an instance's wave, e.g. stopinator:wave. Starts go up, stops go down.",
        HelpName = "key",
    };

    private readonly Option<string?> _groupTag = new("--order-group-tag")
    {
        Description = "The tag of groups, each of which has its own waves.",
        HelpName = "key",
    };

    public WaitingOptions(PowerAction action)
    {
        _action = action;
        _await.CompletionSources.Add(EnumText.All<AwaitedSign>());
    }

    /// <summary>Returns the options of a command. Nothing tells when a reboot has happened, so reboots have none.</summary>
    /// <param name="executes">True for a command that acts; false for a command that only plans.</param>
    public IReadOnlyList<Option> For(bool executes) =>
        _action == PowerAction.Reboot ? [] : executes ? [_await, _tag, _groupTag] : [_tag, _groupTag];

    /// <summary>Returns what a run waits for. A person waits for the states.</summary>
    public PowerAwait? Await(CommandContext context, PowerAction action) =>
        (context.Value(_await), action) switch
        {
            (null, PowerAction.Reboot) => null,
            (AwaitedSign.Nothing, _) => PowerAwait.Nothing,
            (AwaitedSign.StatusChecks, _) => PowerAwait.StatusChecks,
            _ => PowerAwait.State,
        };

    /// <summary>Returns the order of a run.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="saved">The order of a saved plan, unless the command line has another.</param>
    /// <exception cref="UsageException">There is a tag of groups without a tag of waves.</exception>
    public PowerOrder? Order(CommandContext context, PowerOrder? saved) =>
        (Key(context, _tag), Key(context, _groupTag)) switch
        {
            ({ } key, var group) => PowerOrder.ByTag(key, group),
            (null, { } group) => throw new UsageException(
                $"{_groupTag.Name} is {ErrorText.Quote(group)} without {_tag.Name}, the tag with the number of an instance's wave."),
            _ => saved,
        };

    private static string? Key(CommandContext context, Option<string?> option) =>
        context.Value(option) is not "" and var key
            ? key
            : throw new UsageException($"{option.Name} is ''; it takes the key of a tag, such as stopinator:wave.");
}
