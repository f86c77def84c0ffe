using System.Text.Json;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Output;

/// <summary>The preview of a fleet as JSON.</summary>
internal sealed record PreviewDocument(
    DateTimeOffset At, double AlwaysOnHours, double RunningHours, double StoppedHours, double SavedShare,
    IReadOnlyList<PreviewedInstanceDocument> Instances)
{
    public static string JsonOf(FleetPreview preview) =>
        JsonSerializer.Serialize(
            new PreviewDocument(
                preview.At, preview.AlwaysOnHours, preview.RunningHours, preview.StoppedHours, preview.SavedShare,
                [.. preview.Instances.Select(PreviewedInstanceDocument.Of)]),
            ToolJson.Default.PreviewDocument);
}

/// <summary>The preview of an instance as JSON.</summary>
internal sealed record PreviewedInstanceDocument(
    string InstanceId, string? Name, string? Schedule, double? RunningHours, double? StoppedHours, string Explanation, string? Problem)
{
    public static PreviewedInstanceDocument Of(InstancePreview preview) =>
        new(
            preview.Instance.Id, preview.Instance.Name, preview.Week?.Schedule.ToString(), preview.Week?.Running.TotalHours,
            preview.Week?.Stopped.TotalHours, preview.Explanation, preview.Problem);
}
