using System.Globalization;
using System.Text.Json;

namespace Stopinator.Tool.Configuration;

/// <summary>Makes the plans that turn back a run at many targets, from its report as JSON.</summary>
internal static class TargetUndo
{
    /// <summary>Returns true when the JSON is the report of many targets.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static bool IsOfTargets(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("targets", out _);
    }

    /// <summary>
    /// Returns the plans; null when the run changed nothing. A target without a report has none, since nothing was changed there.
    /// </summary>
    /// <exception cref="JsonException">The JSON is not such a report; the message has the path of what is wrong.</exception>
    public static MultiTargetPlan? PlanOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var targets = document.RootElement.GetProperty("targets");
        if (targets.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("$.targets is no array.");
        }

        TargetPlan[] plans = [.. targets.EnumerateArray().Select(PlanOf).OfType<TargetPlan>()];
        return plans.Length == 0 ? null : MultiTargetPlan.Create(plans);
    }

    private static TargetPlan? PlanOf(JsonElement target, int index)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"$.targets[{index}]");
        if (target.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"{path} is no object.");
        }

        if (!target.TryGetProperty("report", out var report) || report.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var asked = new PowerTarget { Name = TextOf(target, path, "name"), Region = TextOf(target, path, "region") };
        try
        {
            return PowerReport.FromJson(report.GetRawText()).Undo() is { } undo
                ? TargetPlan.Create(new TargetRequest(asked, undo.Request), undo)
                : null;
        }
        catch (JsonException exception)
        {
            throw new JsonException($"{path}.report: {exception.Message}", exception);
        }
    }

    // Region and role of a run come from the document of the command line; the name says which of its targets is meant.
    private static string TextOf(JsonElement target, string path, string name) =>
        target.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException($"{path}.{name} is missing; it takes a string.");
}
