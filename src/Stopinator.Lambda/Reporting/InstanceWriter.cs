using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the outcome of an instance as the library's JSON does.</summary>
internal static class InstanceWriter
{
    public static void Write(Utf8JsonWriter writer, InstanceOutcome instance)
    {
        writer.WriteStartObject();
        writer.WriteString("instanceId", instance.InstanceId);
        writer.WriteIfAny("name", instance.Name);
        writer.WriteString("action", EnumText.Of(instance.Action));
        if (instance.Wave is { } wave)
        {
            writer.WriteNumber("wave", wave);
        }

        writer.WriteIfAny("group", instance.Group);
        writer.WriteIfAny("stateBefore", WordOf(instance.StateBefore));
        writer.WriteIfAny("stateSeen", WordOf(instance.StateSeen));
        writer.WriteString("outcome", EnumText.Of(instance.Outcome));
        writer.WriteString("reason", EnumText.Of(instance.Reason));
        writer.WriteString("message", instance.Message);
        writer.WriteIfAny("errorCode", instance.ErrorCode);
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

        writer.WriteIfAny("stateTransitionReason", instance.StateTransitionReason);
        writer.WriteIfAny("requestId", instance.RequestId);
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
        writer.WriteIfAny("errorCode", instance.ErrorCode);
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

    private static string? WordOf(PowerState? state) => state is { } known ? EnumText.Of(known) : null;
}
