using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>A deployment as sorted lines, whatever its notation. Two deployments are the same when their lines are the same.</summary>
internal sealed class Deployment
{
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Lines => _lines;

    public void Function(JsonNode? runtime, JsonNode? handler, JsonNode? architectures, JsonNode? memory, JsonNode? timeout, JsonNode? role, JsonNode? logGroup) =>
        _lines.Add($"function {runtime} {handler} {Texts(architectures)} {memory} MB {timeout} s as {role} logs to {logGroup}");

    public void Variables(JsonNode? variables)
    {
        foreach (var (name, value) in variables!.AsObject())
        {
            _lines.Add($"variable {name}={value}");
        }
    }

    /// <summary>The subnets and the concurrency of the function; empty when none are set.</summary>
    public void Placement(JsonNode? reserved, JsonNode? subnets, JsonNode? groups)
    {
        if (reserved is not null)
        {
            _lines.Add($"function reserves {reserved}");
        }

        if (subnets is JsonArray { Count: > 0 })
        {
            _lines.Add($"function in {Texts(subnets)} with {Texts(groups)}");
        }
    }

    public void Alias(JsonNode? name) => _lines.Add($"alias {name}");

    public void Retries(JsonNode? qualifier, JsonNode? age, JsonNode? attempts, JsonNode? failures, JsonNode? successes) => _lines.Add(
        $"retries of {qualifier}: {attempts} within {age} s, failures to {failures}{(successes is null ? "" : $", successes to {successes}")}");

    // A rate means the same in every zone.
    public void Schedule(JsonNode? expression, JsonNode? zone, JsonNode? window, JsonNode? state, ScheduleTarget target) => _lines.Add(
        $"schedule {expression} {(expression!.ToString().StartsWith("rate", StringComparison.Ordinal) ? "" : zone)} {window} {state} to {target}");

    /// <summary>A queue; what every queue hides for 30 seconds and redrives nowhere goes without saying.</summary>
    public void Queue(JsonNode? arn, JsonNode? seconds, JsonNode? encrypted, JsonNode? hidden = null, JsonNode? redrive = null)
    {
        _lines.Add($"queue {arn} keeps {seconds} s, encrypted {encrypted?.ToString().ToUpperInvariant()}");
        if (hidden is not null && hidden.ToString() != "30")
        {
            _lines.Add($"queue {arn} hides for {hidden} s");
        }

        if (redrive is not null)
        {
            var policy = redrive is JsonValue text ? JsonNode.Parse(text.ToString())! : redrive;
            _lines.Add($"queue {arn} redrives to {policy["deadLetterTargetArn"]} after {policy["maxReceiveCount"]}");
        }
    }

    /// <summary>Who else may send to a queue.</summary>
    public void QueuePolicy(JsonNode? arn, JsonNode? policy)
    {
        foreach (var statement in Items(policy!["Statement"]))
        {
            _lines.Add($"{statement["Principal"]!["Service"]} may {Texts(statement["Action"])} on {arn}{Conditions(statement["Condition"])}");
        }
    }

    public void Topic(JsonNode? arn) => _lines.Add($"topic {arn}");

    public void Subscription(JsonNode? topic, JsonNode? protocol, JsonNode? endpoint) => _lines.Add($"{topic} tells {protocol} {endpoint}");

    /// <summary>Who else may invoke the function, and from where.</summary>
    public void Permission(JsonNode? action, JsonNode? principal, JsonNode? source) => _lines.Add($"{principal} may {action} from {source}");

    /// <summary>A rule: the events that it lets through, and what it does with them.</summary>
    public void Rule(JsonNode? name, JsonNode? pattern, JsonNode? state, ScheduleTarget target) =>
        _lines.Add($"rule {name} {Sorted(pattern!).ToJsonString()} {state ?? "ENABLED"} to {target}");

    public void Mapping(JsonNode? source, JsonNode? function, JsonNode? batch, JsonNode? responses, JsonNode? concurrency) =>
        _lines.Add($"{source} to {function}: batches of {batch}, answers {Texts(responses)}, {concurrency} at once");

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject mapping => new JsonObject(
            mapping.OrderBy(child => child.Key, StringComparer.Ordinal)
                .Select(child => KeyValuePair.Create(child.Key, (JsonNode?)Sorted(child.Value!)))),
        JsonArray list => new JsonArray([.. list.Select(item => Sorted(item!))]),
        _ => node.DeepClone(),
    };

    public void LogGroup(JsonNode? name, JsonNode? days, JsonNode? key) => _lines.Add($"log group {name} keeps {days} days, encrypted with {key?.ToString() ?? "no key"}");

    public void Alarm(JsonNode? actions, params IEnumerable<JsonNode?> figures) =>
        _lines.Add($"alarm {string.Join(' ', figures.Select(Number))} tells {(actions is JsonArray { Count: > 0 } ? Texts(actions) : "nobody")}");

    /// <summary>A role: where it stands, who may take it, and each thing it may do, and may not.</summary>
    public void Role(JsonNode? arn, JsonNode? path, JsonNode? boundary, JsonNode? trust, IEnumerable<JsonNode?> policies)
    {
        _lines.Add($"{arn} in {path}, bounded by {boundary?.ToString() ?? "nothing"}");
        foreach (var statement in trust!["Statement"]!.AsArray())
        {
            _lines.Add($"{arn} is for {statement!["Principal"]!["Service"]}{Conditions(statement["Condition"])}");
        }

        foreach (var statement in policies.SelectMany(policy => Items(policy!["Statement"])))
        {
            var may = statement["Effect"]!.ToString() == "Deny" ? "may not" : "may";
            _lines.Add($"{arn} {may} {Texts(statement["Action"])} on {Texts(statement["Resource"])}{Conditions(statement["Condition"])}");
        }
    }

    private static string Conditions(JsonNode? conditions) => string.Concat(
        from condition in conditions as JsonObject ?? []
        from key in condition.Value!.AsObject()
        orderby condition.Key, key.Key
        select $" where {condition.Key} {key.Key} {Texts(key.Value)}");

    private static IEnumerable<JsonNode> Items(JsonNode? node) => node is JsonArray list ? list.Select(item => item!) : [node!];

    private static string Texts(JsonNode? node) => string.Join(',', Items(node).Select(item => item.ToString()).Order(StringComparer.Ordinal));

    private static string? Number(JsonNode? node) => node?.ToString() is { } text && text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : node?.ToString();
}
