using Stopinator.Conformance.Tests.Support;
using Stopinator.Tests.Shared;
[assembly: AssemblyFixture(typeof(SchemaJudge))]

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Asks an implementation of JSON Schema about our documents, in one Python process for all tests.</summary>
public sealed class SchemaJudge : IAsyncDisposable
{
    private readonly PythonScript _script = new("schema_judge.py");

    /// <summary>True when a document is valid by a schema of the documentation.</summary>
    internal async Task<bool> FitsAsync(string schema, string document)
    {
        await Tools.RequireJsonSchemaAsync();
        var answer = await _script.AskAsync(new { Schema = Repository.Read($"docs/schemas/{schema}"), Document = document });
        return answer.GetValueKind() == System.Text.Json.JsonValueKind.True;
    }

    public ValueTask DisposeAsync() => _script.DisposeAsync();
}
