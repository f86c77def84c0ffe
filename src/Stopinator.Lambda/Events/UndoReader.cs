using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Events;

/// <summary>Reads the report of a command that turns back a run: an answer of the function, or the library's JSON of a report.</summary>
internal static class UndoReader
{
    /// <summary>The action of a command that turns back a run.</summary>
    public const string Undo = "undo";

    // The report says which instances, and how to act on them is the settings' affair.
    private static string[] Foreign =>
    [
        CommandProperty.Selector, CommandProperty.StopMode, CommandProperty.HibernationFallback, CommandProperty.OnlyStoppedWithin,
        CommandProperty.AwaitFirst,
    ];

    /// <summary>Reads the report; null when the command is no undo.</summary>
    /// <exception cref="MalformedEventException">The command has no report that can be turned back.</exception>
    public static PowerReport? Read(EventObject command)
    {
        var report = command.Value(CommandProperty.Report);
        if (command.Text(CommandProperty.Action) != Undo)
        {
            return report is null ? null : throw new MalformedEventException("'report' of a command belongs to the action 'undo' only.");
        }

        if (Array.Find(Foreign, command.Has) is { } foreign)
        {
            throw new MalformedEventException(
                $"'{foreign}' of a command does not go with the action 'undo', which acts on the instances of its report.");
        }

        return report is { ValueKind: JsonValueKind.Object } element
            ? Read(element)
            : throw new MalformedEventException(
                "The action 'undo' takes the report of the run to turn back: {\"action\":\"undo\",\"report\":{...}}.");
    }

    private static PowerReport Read(JsonElement report)
    {
        if (report.TryGetProperty("shortened", out _))
        {
            throw new MalformedEventException(
                $"The report was shortened, and lacks what an undo needs. {Setting.MaxReportBytes} sets the size of later reports.");
        }

        try
        {
            return PowerReport.FromJson(WithRequest(report));
        }
        catch (JsonException exception)
        {
            throw new MalformedEventException(
                $"'report' of a command is not the report of a run: {ErrorText.MessagesOf(exception)}", exception);
        }
    }

    // An answer of the function has the action of the request, and no request. An undo needs no more: the outcomes tell what was done.
    private static string WithRequest(JsonElement report)
    {
        if (report.TryGetProperty("request", out _) || !report.TryGetProperty("action", out var action))
        {
            return report.GetRawText();
        }

        var whole = JsonObject.Create(report)!;
        whole["request"] = new JsonObject
        {
            ["action"] = JsonNode.Parse(action.GetRawText()),
            ["selector"] = new JsonObject { ["all"] = true },
        };
        return whole.ToJsonString();
    }
}
