using System.Buffers;
using System.Text;
using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Events;

/// <summary>Writes a command as JSON, so that the remainder of a run can be sent as the next event.</summary>
internal static class CommandWriter
{
    private static readonly InstanceSelectorJsonConverter Selectors = new();

    public static void Write(Utf8JsonWriter writer, FunctionCommand command)
    {
        writer.WriteStartObject();
        Write(writer, CommandProperty.Action, command.Action);
        Write(writer, command.Selector);
        Write(writer, command.Targets);

        Write(writer, CommandProperty.DryRun, command.DryRun);
        Write(writer, CommandProperty.Verify, command.Verify);
        Write(writer, CommandProperty.Await, command.Await);
        Write(writer, CommandProperty.AwaitFirst, command.AwaitFirst);
        Write(writer, CommandProperty.WaitForTransition, command.WaitForTransition);
        Write(writer, CommandProperty.StopMode, command.StopMode);
        Write(writer, CommandProperty.HibernationFallback, command.HibernationFallback);
        Write(writer, CommandProperty.Allow, [.. command.Allow.Select(reason => EnumText.Of(reason))]);

        if (command.MaxInstances is { } maxInstances)
        {
            writer.WriteNumber(CommandProperty.MaxInstances, maxInstances);
        }

        if (command.OnlyStoppedWithin is { } within)
        {
            writer.WriteString(CommandProperty.OnlyStoppedWithin, $"{(long)within.TotalSeconds}s");
        }

        Write(writer, CommandProperty.Synchronous, command.Synchronous ? true : null);
        if (command.ScheduledTime is { } time)
        {
            writer.WriteString(CommandProperty.ScheduledTime, time.UtcDateTime);
        }

        writer.WriteIfAny(CommandProperty.ExecutionId, command.ExecutionId);
        writer.WriteEndObject();
    }

    /// <summary>Returns a selector in its JSON form.</summary>
    public static string ToJson(InstanceSelector selector)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
        {
            Selectors.Write(writer, selector, Json.Options);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, InstanceSelector? selector)
    {
        if (selector is not null)
        {
            writer.WritePropertyName(CommandProperty.Selector);
            Selectors.Write(writer, selector, Json.Options);
        }
    }

    private static void Write(Utf8JsonWriter writer, CommandTarget[] targets)
    {
        if (!TargetsFeature.IsSupported || targets.Length == 0)
        {
            return;
        }

        writer.WriteStartArray(CommandProperty.Targets);
        foreach (var target in targets)
        {
            if (target is { Selector: null, AwaitFirst.Length: 0 })
            {
                writer.WriteStringValue(target.Name);
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString(CommandProperty.Target, target.Name);
            Write(writer, target.Selector);
            Write(writer, CommandProperty.AwaitFirst, target.AwaitFirst);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string[] values)
    {
        if (values.Length > 0)
        {
            writer.WriteTexts(name, values);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, Enum? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, EnumText.Of(value));
        }
    }
}
