using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
[assembly: AssemblyFixture(typeof(BotocoreJudge))]

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Asks botocore about requests and answers, in one Python process for all tests.</summary>
public sealed class BotocoreJudge : IAsyncDisposable
{
    private readonly PythonScript _script = new("botocore_judge.py");

    /// <summary>Asks one of the questions of the script.</summary>
    internal async Task<JsonNode> AskAsync(string question, params object?[] about)
    {
        await Tools.RequireBoto3Async();
        return await _script.AskAsync(new { Question = question, About = about });
    }

    /// <summary>Asks a question whose answer is a list of texts.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync(string question, params object?[] about) =>
        [.. (await AskAsync(question, about)).AsArray().Select(text => (string)text!)];

    public ValueTask DisposeAsync() => _script.DisposeAsync();
}
