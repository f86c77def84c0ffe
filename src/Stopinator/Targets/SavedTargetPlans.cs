using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Diagnostics;
using Stopinator.Planning;

namespace Stopinator.Targets;

/// <summary>The plans of targets as JSON: <c>{ "version": 1, "targets": [{ "target": name, "plan": plan }] }</c>.</summary>
internal static class SavedTargetPlans
{
    private const int CurrentVersion = 1;

    public static string ToJson(MultiTargetPlan plans)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", CurrentVersion);
            json.WriteStartArray("targets");
            foreach (var target in plans.Targets.Where(target => target.Plan is not null))
            {
                json.WriteStartObject();
                json.WriteString("target", target.Name);
                json.WritePropertyName("plan");
                JsonSerializer.Serialize(json, SavedPlan.Of(target.Plan!), SavedPlanJson.Default.SavedPlan);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads the plans of targets.</summary>
    /// <exception cref="JsonException">The JSON does not hold saved plans; the message has the path of what is wrong.</exception>
    public static IReadOnlyList<SavedTargetPlan> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var saved = JsonText.Read(json, SavedTargetPlansJson.Default.SavedTargets, "plans");
        if (saved.Version != CurrentVersion)
        {
            throw new JsonException($"$.version is {saved.Version}; this version of Stopinator reads {CurrentVersion}.");
        }

        if (saved.Targets.GroupBy(one => one.Target, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new JsonException($"$.targets has the target {ErrorText.Quote(twice.Key)} twice; name each target once.");
        }

        return [.. saved.Targets.Select(PlanOf)];
    }

    // A mistake in a plan shows before anything is read of any target.
    private static SavedTargetPlan PlanOf(SavedTarget saved, int index)
    {
        var json = saved.Plan.ToJsonString();
        try
        {
            return new SavedTargetPlan(saved.Target, json, SavedPlan.Parse(json).Request with { Deadline = null });
        }
        catch (JsonException exception)
        {
            throw new JsonException(
                string.Create(CultureInfo.InvariantCulture, $"$.targets[{index}].plan: {exception.Message}"), exception);
        }
    }
}

/// <summary>The plans of targets as JSON.</summary>
internal sealed record SavedTargets(int Version, IReadOnlyList<SavedTarget> Targets);

/// <summary>The plan of one target as JSON.</summary>
internal sealed record SavedTarget(string Target, JsonObject Plan);

/// <summary>The saved plan of a target, checked.</summary>
/// <param name="Target">The name of the target.</param>
/// <param name="Json">The plan.</param>
/// <param name="Request">The request of the plan, without its deadline, which has passed.</param>
internal sealed record SavedTargetPlan(string Target, string Json, PowerRequest Request);
