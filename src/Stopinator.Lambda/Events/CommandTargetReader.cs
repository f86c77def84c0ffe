using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Events;

/// <summary>Reads the targets that a command names: names, or objects with a name and what is left to do there.</summary>
internal static class CommandTargetReader
{
    private const string What = "a target of a command";

    /// <summary>Reads the targets; none when the command names none.</summary>
    /// <exception cref="MalformedEventException">An element is no target, or one is named twice.</exception>
    public static CommandTarget[] Read(EventObject command)
    {
        CommandTarget[] targets = [.. command.Elements(CommandProperty.Targets).Select(Read)];
        if (command.Has(CommandProperty.Targets) && targets.Length == 0)
        {
            throw new MalformedEventException("'targets' of a command is empty; leave it out for all targets.");
        }

        return targets.GroupBy(target => target.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw new MalformedEventException($"'targets' of a command names {ErrorText.Quote(twice.Key)} twice.")
            : targets;
    }

    /// <summary>Refuses targets in a program without the code for them.</summary>
    /// <exception cref="MalformedEventException">The command names targets.</exception>
    public static CommandTarget[] Refuse(EventObject command) => command.Has(CommandProperty.Targets)
        ? throw new MalformedEventException(
            $"The event names targets, and this program was published without the code for them ({TargetsFeature.Property}).")
        : [];

    private static CommandTarget Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return new CommandTarget(element.GetString()!);
        }

        var target = new EventObject(element, What, [CommandProperty.Target, CommandProperty.Selector, CommandProperty.AwaitFirst]);
        return new CommandTarget(target.Required(CommandProperty.Target))
        {
            Selector = target.Value(CommandProperty.Selector) is { } selector ? SelectorReader.Read(selector, What) : null,
            AwaitFirst = target.Texts(CommandProperty.AwaitFirst),
        };
    }
}
