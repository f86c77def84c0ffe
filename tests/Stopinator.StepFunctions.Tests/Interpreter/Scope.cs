using System.Text.Json.Nodes;

namespace Stopinator.StepFunctions.Tests.Interpreter;

/// <summary>The values that expressions of an execution can read: its variables, the input of the state, the result, the error.</summary>
internal sealed class Scope(Jsonata jsonata, JsonNode? input)
{
    private readonly Dictionary<string, JsonNode?> _variables = new(StringComparer.Ordinal);
    private JsonObject? _error;
    private StateInput _input = jsonata.Number(input);

    /// <summary>The input of the state.</summary>
    public JsonNode? Input => _input.Value;

    /// <summary>The item that a map is at.</summary>
    public JsonNode? MapItem { get; set; }

    /// <summary>Makes an error what a catcher sees.</summary>
    public void Fail(StateException exception) => _error = new JsonObject { ["Error"] = exception.Error, ["Cause"] = exception.Cause };

    /// <summary>Assigns the variables and makes the output the next input; both see the variables as they were.</summary>
    public async Task LeaveAsync(JsonObject state, JsonNode? result)
    {
        var assigned = await EvaluateAsync(state["Assign"], result);
        if (state["Output"] is { } output)
        {
            _input = jsonata.Number(await EvaluateAsync(output, result));
        }
        else if (result is not null)
        {
            _input = jsonata.Number(result);
        }

        foreach (var (name, value) in assigned?.AsObject() ?? [])
        {
            _variables[name] = value?.DeepClone();
        }
    }

    /// <summary>A template with the values of the expressions in it.</summary>
    public async Task<JsonNode?> EvaluateAsync(JsonNode? template, JsonNode? result)
    {
        switch (template)
        {
            case JsonObject many:
                var values = new JsonObject();
                foreach (var (name, value) in many)
                {
                    values[name] = (await EvaluateAsync(value, result))?.DeepClone();
                }

                return values;
            case JsonArray many:
                var list = new JsonArray();
                foreach (var value in many)
                {
                    list.Add((await EvaluateAsync(value, result))?.DeepClone());
                }

                return list;
            case JsonValue single when single.TryGetValue<string>(out var text) && text.StartsWith("{%", StringComparison.Ordinal):
                return await jsonata.EvaluateAsync(text[2..^2].Trim(), _input, Bindings(result));
            default:
                return template;
        }
    }

    private JsonObject Bindings(JsonNode? result)
    {
        var states = new JsonObject();
        if (result is not null)
        {
            states["result"] = result.DeepClone();
        }

        if (_error is not null)
        {
            states["errorOutput"] = _error.DeepClone();
        }

        if (MapItem is not null)
        {
            states["context"] =
                new JsonObject { ["Map"] = new JsonObject { ["Item"] = new JsonObject { ["Value"] = MapItem.DeepClone() } } };
        }

        var bindings = new JsonObject { ["states"] = states };
        foreach (var (name, value) in _variables)
        {
            bindings[name] = value?.DeepClone();
        }

        return bindings;
    }
}
