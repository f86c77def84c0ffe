using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>
/// Finds the schedules and periods in a document of any form: lists of both, the output of Instance Scheduler's CLI, items of its table, a
/// CloudFormation template or one of its resources.
/// </summary>
internal sealed class SchedulerDocument
{
    private const string ResourceType = "Custom::ServiceInstanceSchedule";

    private const string Yaml =
        "It looks like YAML, which InstanceSchedulerFile of the package Stopinator.Scheduling.Sources reads. Or convert it to JSON: " +
        "'cfn-flip --json template.yaml > template.json' (pip install cfn-flip).";

    private static readonly string[] Lists = ["periods", "schedules", "period", "schedule"];
    private static readonly string[] ScanFields = ["Items", "Count", "ScannedCount", "ConsumedCapacity", "LastEvaluatedKey", "NextToken"];
    private static readonly string[] ItemFields = ["Item", "ConsumedCapacity"];
    private static readonly string[] OwnNames = ["name", "type", "ServiceToken"];
    private static readonly string[] TemplateFields = ["TemplateBody", "StagesAvailable"];

    public List<ScheduleItem> Schedules { get; } = [];

    public List<JsonPart> Periods { get; } = [];

    /// <summary>Reads JSON, and recognises a template in YAML.</summary>
    /// <exception cref="ScheduleFormatException">The text is not JSON.</exception>
    public static JsonPart Parse(string json)
    {
        try
        {
            return JsonPart.Parse(json);
        }
        catch (ScheduleFormatException exception) when (LooksLikeYaml(json))
        {
            throw new ScheduleFormatException($"{exception.Message} {Yaml}", exception.Position, exception.Path, exception);
        }
    }

    private static bool LooksLikeYaml(string text) =>
        text.Contains("Resources:", StringComparison.Ordinal) || text.Contains($"Type: {ResourceType}", StringComparison.Ordinal);

    /// <summary>Reads a document of any form.</summary>
    public static SchedulerDocument Of(JsonPart part)
    {
        var document = new SchedulerDocument();
        document.Add(part);
        return document;
    }

    /// <summary>Returns the only schedule of a document: by itself, in the output of the CLI, or as a resource.</summary>
    public static ScheduleItem Single(JsonPart part) =>
        Fields.Find(part, "Properties") is { } properties ? new(properties, LogicalId: "")
        : Fields.Find(part, "schedule") is { Element.ValueKind: JsonValueKind.Object } schedule ? new(schedule)
        : Fields.Find(part, "Item") is { Element.ValueKind: JsonValueKind.Object } item ? new(item)
        : new(part);

    private void Add(JsonPart part)
    {
        if (part.Element.ValueKind == JsonValueKind.Array)
        {
            AddAll(part);
        }
        else if (Fields.Find(part, "TemplateBody") is not null)
        {
            var template = Fields.Of(part, "the answer of get-template", TemplateFields)["TemplateBody"];
            Add(template.IsText ? throw template.Error(Yaml) : template);
        }
        else if (Fields.FindAsWritten(part, "Resources") is { } resources)
        {
            // The only resource may be named S, which is also a type of DynamoDB.
            AddResources(resources);
        }
        else if (Fields.Find(part, "Items") is not null)
        {
            AddScan(Fields.Of(part, "the answer of a scan", ScanFields));
        }
        else if (Fields.Find(part, "Item") is not null)
        {
            AddItem(Fields.Of(part, "the answer of get-item", ItemFields)["Item"]);
        }
        else if (Fields.Find(part, "Properties") is not null)
        {
            AddResource("", part);
        }
        else if (IsItem(part))
        {
            AddItem(part);
        }
        else
        {
            AddLists(part);
        }
    }

    private void AddAll(JsonPart list)
    {
        foreach (var item in Fields.Items(list))
        {
            Add(item);
        }
    }

    private void AddResources(JsonPart resources)
    {
        foreach (var (name, resource) in resources.Entries("'Resources'"))
        {
            AddResource(name, resource);
        }

        if (Schedules.Count == 0)
        {
            throw resources.Error($"the template has no resource of the type {ResourceType}.");
        }
    }

    private void AddResource(string logicalId, JsonPart resource)
    {
        if (Fields.Find(resource, "Type") is { IsText: true } type && type.String() == ResourceType)
        {
            Schedules.Add(new(Fields.Find(resource, "Properties") ?? throw resource.Error("the resource has no 'Properties'."), logicalId));
        }
    }

    /// <summary>
    /// Adds an item of the table: a schedule or a period. Skips the settings of the solution, which older versions keep in the table.
    /// </summary>
    private void AddItem(JsonPart item)
    {
        var type = Fields.Find(item, "type");
        switch (type?.String())
        {
            case "schedule":
                Schedules.Add(new(item));
                break;
            case "period":
                Periods.Add(item);
                break;
            case "config":
                break;
            case null when IsSchedule(item):
                Schedules.Add(new(item));
                break;
            case null:
                Periods.Add(item);
                break;
            default:
                throw type!.Value.Error(
                    $"{ErrorText.Quote(type.Value.String())} is not a type of an item; types are schedule, period and config.");
        }
    }

    private void AddScan(Dictionary<string, JsonPart> answer)
    {
        if (answer.TryGetValue("LastEvaluatedKey", out var more) || answer.TryGetValue("NextToken", out more))
        {
            throw more.Error("the scan goes on after these items. Scan the whole table, without --max-items.");
        }

        AddAll(answer["Items"]);
    }

    private void AddLists(JsonPart part)
    {
        // The output of create-period and create-schedule holds one object.
        foreach (var (name, value) in Fields.Of(part, "the document", Lists))
        {
            var items = name is "period" or "schedule" ? [value] : Fields.Items(value);
            items.ForEach(item => Add(name is "period" or "periods", item));
        }
    }

    private void Add(bool isPeriod, JsonPart part)
    {
        if (isPeriod)
        {
            Periods.Add(part);
        }
        else
        {
            Schedules.Add(new(part));
        }
    }

    private static bool IsItem(JsonPart part) => OwnNames.Any(name => Fields.Find(part, name) is not null);

    private static bool IsSchedule(JsonPart part) => InstanceSchedulerReader.OwnFields.Any(name => Fields.Find(part, name) is not null);
}
