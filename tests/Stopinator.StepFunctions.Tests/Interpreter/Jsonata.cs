using System.Diagnostics;
using System.Text.Json.Nodes;
using Stopinator.Tests.Shared;

namespace Stopinator.StepFunctions.Tests.Interpreter;

/// <summary>JSONata, in a process of Node.js with the package that asl-validator brings; a test is skipped where it is missing.</summary>
public sealed class Jsonata : IAsyncLifetime
{
    /// <summary>Set to <c>true</c> where the tools are known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_SAMPLES_TOOLS";

    private static readonly string Modules = Path.Combine(Repository.Root, "artifacts", "npm", "node_modules");

    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<int> _sent = [];
    private Process? _process;
    private int _inputs;

    public ValueTask InitializeAsync()
    {
        if (Directory.Exists(Path.Combine(Modules, "jsonata")))
        {
            _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Interpreter", "jsonata.js")])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["NODE_PATH"] = Modules },
            });
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Skips the test where there is no JSONata.</summary>
    public void Require()
    {
        const string Message = "JSONata is not there. To run this test: samples/check --npm";
        Assert.False(_process is null && Environment.GetEnvironmentVariable(RequireVariable) == "true", Message);
        Assert.SkipWhen(_process is null, Message);
    }

    /// <summary>Gives a number to the input of a state, by which the process knows it after the first expression.</summary>
    internal StateInput Number(JsonNode? input) => new(Interlocked.Increment(ref _inputs), input);

    /// <summary>The value of an expression; one without a value is an error, as in Step Functions.</summary>
    internal async Task<JsonNode?> EvaluateAsync(string expression, StateInput input, JsonObject bindings)
    {
        await _turn.WaitAsync();
        try
        {
            var named = new JsonObject { ["number"] = input.Number };
            if (_sent.Add(input.Number))
            {
                named["value"] = input.Value?.DeepClone();
            }

            var question = new JsonObject { ["expression"] = expression, ["bindings"] = bindings, ["input"] = named };
            await _process!.StandardInput.WriteLineAsync(question.ToJsonString());
            var answer = JsonNode.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException("Node.js has ended."))!.AsObject();
            return answer.TryGetPropertyValue("value", out var value)
                ? value
                : throw new StateException("States.QueryEvaluationError", $"{expression}: {(string?)answer["error"] ?? "no value"}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _turn.Dispose();
    }
}
