using System.Text;
using System.Text.Json;

namespace Stopinator.Lambda.Events;

/// <summary>A request of an HTTP API (payload version 2.0) or a function URL.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Query">The query string; empty when there is none.</param>
/// <param name="Body">The body; null when there is none, or when a body marked as base64 is not valid base64.</param>
/// <param name="Caller">The ARN of the caller when IAM authorizes; null otherwise.</param>
internal sealed record HttpRequestEvent(string Method, string Query, ReadOnlyMemory<byte>? Body, string? Caller)
    : FunctionEvent(EventKind.Http, Caller)
{
    private const string What = "an HTTP event";

    /// <summary>Reads a request. Ignores the properties that API Gateway adds, since they do not come from the caller.</summary>
    public static HttpRequestEvent Read(JsonElement element)
    {
        var request = new EventObject(element, What);
        if (request.Text("version") != "2.0" || request.Value("requestContext") is not { } context)
        {
            throw new MalformedEventException(
                "The HTTP event does not have payload version 2.0, the version of HTTP APIs and function URLs; a REST " +
                $"API or payload version 1.0 is not accepted. {EventReader.Accepted}");
        }

        var text = request.Text("body") ?? "";
        byte[]? body;
        if (request.Switch("isBase64Encoded") ?? false)
        {
            body = new byte[text.Length];
            body = Convert.TryFromBase64String(text, body, out var length) ? body[..length] : null;
        }
        else
        {
            body = Encoding.UTF8.GetBytes(text);
        }

        return new HttpRequestEvent(
            Inside(context, "http") is { } http ? new EventObject(http, What).Text("method") ?? "" : "",
            request.Text("rawQueryString") ?? "",
            body,
            Inside(context, "authorizer") is { } authorizer && Inside(authorizer, "iam") is { } iam
                ? new EventObject(iam, What).Text("userArn")
                : null);
    }

    private static JsonElement? Inside(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;
}
