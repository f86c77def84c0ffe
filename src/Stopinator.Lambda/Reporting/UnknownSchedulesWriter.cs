using System.Text.Json;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the schedules that tags name and that do not exist, each once, with its instances.</summary>
internal static class UnknownSchedulesWriter
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<UnknownSchedule> schedules)
    {
        writer.WriteStartArray("unknownSchedules");
        foreach (var schedule in schedules)
        {
            writer.WriteStartObject();
            writer.WriteString("name", schedule.Name);
            writer.WriteString("tagKey", schedule.TagKey);
            writer.WriteString("message", schedule.Message);
            writer.WriteStartArray("instanceIds");
            foreach (var id in schedule.InstanceIds)
            {
                writer.WriteStringValue(id);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
