using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the outcome of an instance as the library's JSON does.</summary>
internal static class InstanceWriter
{
    public static void Write(Utf8JsonWriter writer, InstanceOutcome instance)
    {
        writer.WriteStartObject();
        writer.WriteString("instanceId", instance.InstanceId);
        Write(writer, "name", instance.Name);
        writer.WriteString("action", EnumText.Of(instance.Action));
        if (instance.Wave is { } wave)
        {
            writer.WriteNumber("wave", wave);
        }

        Write(writer, "group", instance.Group);
        Write(writer, "stateBefore", instance.StateBefore);
        Write(writer, "stateSeen", instance.StateSeen);
        writer.WriteString("outcome", EnumText.Of(instance.Outcome));
        writer.WriteString("reason", EnumText.Of(instance.Reason));
        writer.WriteString("message", instance.Message);
        Write(writer, "errorCode", instance.ErrorCode);
        if (instance.StateReason is { } reason)
        {
            writer.WriteStartObject("stateReason");
            writer.WriteString("code", reason.Code);
            writer.WriteString("message", reason.Message);
            writer.WriteEndObject();
        }

        if (instance.LaunchTime is { } launched)
        {
            writer.WriteString("launchTime", launched.UtcDateTime);
        }

        Write(writer, "stateTransitionReason", instance.StateTransitionReason);
        Write(writer, "requestId", instance.RequestId);
        writer.WriteNumber("attempts", instance.Attempts);
        writer.WriteEndObject();
    }

    /// <summary>Writes only the id and the outcome, for a report that would otherwise be too large.</summary>
    public static void WriteBriefly(Utf8JsonWriter writer, InstanceOutcome instance)
    {
        writer.WriteStartObject();
        writer.WriteString("instanceId", instance.InstanceId);
        writer.WriteString("outcome", EnumText.Of(instance.Outcome));
        writer.WriteString("reason", EnumText.Of(instance.Reason));
        Write(writer, "errorCode", instance.ErrorCode);
        writer.WriteEndObject();
    }

    /// <summary>Writes the instances that an undo does not turn back, and why.</summary>
    public static void WriteNotReversible(Utf8JsonWriter writer, IEnumerable<InstanceDecision> decisions)
    {
        writer.WriteStartArray("notReversible");
        foreach (var decision in decisions)
        {
            writer.WriteStartObject();
            writer.WriteString("instanceId", decision.InstanceId);
            writer.WriteString("message", decision.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, PowerState? value) =>
        Write(writer, name, value is { } state ? EnumText.Of(state) : null);
}
