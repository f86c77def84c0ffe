using System.Text.Json;
using Stopinator.Lambda.Events;
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
            writer.WriteTexts("instanceIds", schedule.InstanceIds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
