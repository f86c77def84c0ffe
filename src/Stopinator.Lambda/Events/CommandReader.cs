using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Events;

/// <summary>Reads a command: the function's own JSON, and the input of an EventBridge Scheduler schedule.</summary>
internal static class CommandReader
{
    private const string What = "a command";

    /// <summary>Reads a command.</summary>
    /// <exception cref="MalformedEventException">
    /// The element is not a command; the message names the property and its accepted values.
    /// </exception>
    public static FunctionCommand Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return new FunctionCommand();
        }

        var command = new EventObject(element, What, CommandProperty.All);
        var undo = UndoReader.Read(command);
        return new FunctionCommand
        {
            Action = undo is null && Word(command, CommandProperty.Action, AcceptedMembers.Actions, UndoReader.Undo) is PowerAction action
                ? action
                : null,
            Undo = undo,
            Selector = command.Value(CommandProperty.Selector) is { } selector ? SelectorReader.Read(selector, What) : null,
            Targets = TargetsFeature.IsSupported ? CommandTargetReader.Read(command) : CommandTargetReader.Refuse(command),
            DryRun = command.Switch(CommandProperty.DryRun),
            Verify = command.Switch(CommandProperty.Verify),
            Await = Await(command),
            AwaitFirst = command.Texts(CommandProperty.AwaitFirst),
            WaitForTransition = command.Switch(CommandProperty.WaitForTransition),
            StopMode = Word(command, CommandProperty.StopMode, AcceptedMembers.StopModes) is StopMode mode ? mode : null,
            HibernationFallback =
                Word(command, CommandProperty.HibernationFallback, AcceptedMembers.HibernationFallbacks) is HibernationFallback fallback
                    ? fallback
                    : null,
            Allow = command.Texts(CommandProperty.Allow) is { Length: > 0 } reasons ? [.. reasons.Select(SkipReason)] : [],
            MaxInstances = command.Number(CommandProperty.MaxInstances),
            OnlyStoppedWithin = Time(command, CommandProperty.OnlyStoppedWithin),
            Synchronous = command.Switch(CommandProperty.Synchronous) ?? false,
            ScheduledTime = command.Time(CommandProperty.ScheduledTime),
            ExecutionId = command.Text(CommandProperty.ExecutionId),
        };
    }

    private static AwaitedSign? Await(EventObject command) =>
        command.Has(CommandProperty.Await) && command.Has(CommandProperty.Verify)
            ? throw new MalformedEventException(
                $"{ErrorText.Quote(CommandProperty.Verify)} of {What} is the older form of {ErrorText.Quote(CommandProperty.Await)}; "
                + "give one of them.")
            : (AwaitedSign?)Word(command, CommandProperty.Await, AcceptedMembers.AwaitedSigns);

    // The further words are read elsewhere.
    private static Enum? Word(EventObject command, string name, Enum[] members, params string[] further)
    {
        if (command.Text(name) is not { } text)
        {
            return null;
        }

        string[] words = [.. members.Select(EnumText.Of), .. further];
        return EnumText.Find(text, members) ?? throw new MalformedEventException(
            $"{ErrorText.Quote(name)} of {What} is {ErrorText.Quote(text)}; it takes {string.Join(", ", words)}."
            + Suggestion.For(text, words));
    }

    private static ReasonCode SkipReason(string text) =>
        (ReasonCode)(EnumText.Find(text, AcceptedMembers.SkipReasons) ?? throw new MalformedEventException(
            $"{ErrorText.Quote(CommandProperty.Allow)} of {What} holds {ErrorText.Quote(text)}; it takes " +
            $"{EnumText.List(AcceptedMembers.SkipReasons)}."));

    private static TimeSpan? Time(EventObject command, string name) =>
        command.Text(name) is not { } text ? null
        : Duration.Parse(text) is { } time && time > TimeSpan.Zero ? time
        : throw new MalformedEventException($"{ErrorText.Quote(name)} of {What} is {ErrorText.Quote(text)}; it takes {Duration.Forms}.");
}
