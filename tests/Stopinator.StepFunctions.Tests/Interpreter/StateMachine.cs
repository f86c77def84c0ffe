using System.Text.Json.Nodes;
using Stopinator.Tests.Shared;

namespace Stopinator.StepFunctions.Tests.Interpreter;

/// <summary>
/// Executes a state machine in the query language JSONata, as far as those of the samples go: Pass, Task (of a function), Choice, Wait,
/// Map (distributed), Succeed and Fail, with Assign, Output, Retry and Catch.
/// </summary>
/// <param name="jsonata">Evaluates expressions.</param>
/// <param name="invoke">Invokes a function: its name and the event; a failed invocation is a <see cref="StateException"/>.</param>
/// <param name="wait">Lets time pass.</param>
internal sealed class StateMachine(Jsonata jsonata, Func<string, JsonNode, Task<JsonNode>> invoke, Action<TimeSpan> wait)
{
    /// <summary>The names of the states entered, those of a map's items included.</summary>
    public List<string> Entered { get; } = [];

    /// <summary>Executes a definition of the samples.</summary>
    /// <param name="file">The file in <c>samples/step-functions</c>.</param>
    /// <param name="substitutions">What the stack puts in place of <c>${...}</c>.</param>
    /// <param name="input">The input, as JSON.</param>
    /// <returns>The output.</returns>
    /// <exception cref="StateException">The execution failed.</exception>
    public async Task<JsonNode> ExecuteAsync(string file, IReadOnlyDictionary<string, string> substitutions, string input)
    {
        var definition = substitutions.Aggregate(
            Repository.Read($"samples/step-functions/{file}"),
            (text, substitution) => text.Replace($"${{{substitution.Key}}}", substitution.Value, StringComparison.Ordinal));
        return (await RunAsync(JsonNode.Parse(definition)!.AsObject(), JsonNode.Parse(input)))!;
    }

    // An execution, or that of one item of a distributed map, which sees no variable of its parent's.
    private async Task<JsonNode?> RunAsync(JsonObject machine, JsonNode? input)
    {
        var scope = new Scope(jsonata, input);
        var name = (string?)machine["StartAt"];
        while (name is not null)
        {
            Entered.Add(name);
            name = await StepAsync(machine["States"]![name]!.AsObject(), scope);
        }

        return scope.Input;
    }

    // Executes a state; its output is the input of the next one, whose name is returned.
    private async Task<string?> StepAsync(JsonObject state, Scope scope)
    {
        switch ((string?)state["Type"])
        {
            case "Choice":
                foreach (var choice in state["Choices"]!.AsArray())
                {
                    if ((bool)(await scope.EvaluateAsync(choice!["Condition"], result: null))!)
                    {
                        return (string?)choice["Next"];
                    }
                }

                return (string?)state["Default"];
            case "Fail":
                throw new StateException(
                    (string)(await scope.EvaluateAsync(state["Error"], result: null))!,
                    (string)(await scope.EvaluateAsync(state["Cause"], result: null))!);
            case "Wait":
                wait(TimeSpan.FromSeconds((int)state["Seconds"]!));
                await scope.LeaveAsync(state, result: null);
                break;
            case "Task":
                return await TaskAsync(state, scope);
            case "Map":
                await scope.LeaveAsync(state, await MapAsync(state, scope));
                break;
            case "Pass" or "Succeed":
                await scope.LeaveAsync(state, result: null);
                break;
            case var type:
                throw new NotSupportedException($"No state {type} is known here.");
        }

        return (string?)state["Next"];
    }

    private async Task<string?> TaskAsync(JsonObject state, Scope scope)
    {
        Assert.Equal("arn:aws:states:::lambda:invoke", (string?)state["Resource"]);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var arguments = (await scope.EvaluateAsync(state["Arguments"], result: null))!;
                var payload = await invoke((string)arguments["FunctionName"]!, arguments["Payload"]!);
                await scope.LeaveAsync(state, new JsonObject { ["Payload"] = payload.DeepClone(), ["StatusCode"] = 200 });
                return (string?)state["Next"];
            }
            catch (StateException exception) when (Handler(state, "Retry", exception) is { } retry && attempt < (int)retry["MaxAttempts"]!)
            {
                wait(TimeSpan.FromSeconds((int)retry["IntervalSeconds"]! * Math.Pow((int)retry["BackoffRate"]!, attempt)));
            }
            catch (StateException exception) when (Handler(state, "Catch", exception) is { } handler)
            {
                scope.Fail(exception);
                await scope.LeaveAsync(handler, result: null);
                return (string?)handler["Next"];
            }
        }
    }

    private async Task<JsonArray> MapAsync(JsonObject state, Scope scope)
    {
        var processor = state["ItemProcessor"]!.AsObject();
        Assert.Equal("DISTRIBUTED", (string?)processor["ProcessorConfig"]!["Mode"]);
        var items = (await scope.EvaluateAsync(state["Items"], result: null))!.AsArray();
        var results = new JsonArray();
        var failed = 0;
        foreach (var item in items)
        {
            scope.MapItem = item;
            var input = await scope.EvaluateAsync(state["ItemSelector"], result: null);
            try
            {
                results.Add((await RunAsync(processor, input))?.DeepClone());
            }
            catch (StateException exception)
            {
                // A child that failed is told of, without an output.
                failed++;
                results.Add(new JsonObject { ["Status"] = "FAILED", ["Error"] = exception.Error, ["Cause"] = exception.Cause });
            }
        }

        return failed * 100 <= (int)state["ToleratedFailurePercentage"]! * items.Count
            ? results
            : throw new StateException("States.ExceedToleratedFailureThreshold", $"{failed} of {items.Count} items failed.");
    }

    private static JsonObject? Handler(JsonObject state, string kind, StateException exception) =>
        state[kind]?.AsArray().FirstOrDefault(handler => handler!["ErrorEquals"]!.AsArray()
            .Any(error => (string?)error == exception.Error || (string?)error == "States.ALL"))?.AsObject();
}
