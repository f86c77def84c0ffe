using System.Text.Json;

namespace Stopinator.Tests.Shared.Lambda;

/// <summary>The answer that a function posted to the runtime API.</summary>
/// <param name="Path">Where, e.g. <c>invocation/id/response</c>.</param>
/// <param name="Body">What.</param>
/// <param name="ContentType">As what.</param>
/// <param name="ErrorType">The header that names the type of an error; null for an answer.</param>
/// <param name="InvocationId">The invocation id that was echoed.</param>
/// <param name="UserAgent">Who it says it is.</param>
internal sealed record RuntimeAnswer(
    string Path, string Body, string ContentType, string? ErrorType, string? InvocationId, string UserAgent)
{
    /// <summary>True when the invocation succeeded.</summary>
    public bool IsResponse => Path.EndsWith("/response", StringComparison.Ordinal);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The message of an error.</summary>
    public string ErrorMessage => Json.GetProperty("errorMessage").GetString()!;
}
