using System.Text.Json;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>What a function answered.</summary>
/// <param name="Kind"><c>response</c>, <c>error</c> or <c>init error</c>.</param>
/// <param name="Body">The body.</param>
internal sealed record RuntimeAnswer(string Kind, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}
