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
    private const string Context = "requestContext";

    /// <summary>Reads a request. Ignores the properties that API Gateway adds, since they do not come from the caller.</summary>
    public static HttpRequestEvent Read(JsonElement element)
    {
        var request = new EventObject(element, What);
        if (request.Text("version") != "2.0" || !request.Has(Context))
        {
            throw new MalformedEventException(
                "The HTTP event does not have payload version 2.0, the version of HTTP APIs and function URLs; a REST " +
                $"API or payload version 1.0 is not accepted. {EventReader.Accepted}");
        }

        var context = request.Object(Context);
        return new HttpRequestEvent(
            context.Object("http").Required("method"),
            request.Text("rawQueryString") ?? "",
            BodyOf(request.Text("body") ?? "", request.Switch("isBase64Encoded") ?? false),
            CallerOf(context));
    }

    private static ReadOnlyMemory<byte>? BodyOf(string text, bool isBase64)
    {
        if (!isBase64)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            // In a conditional expression null would be an array, and that an empty body.
            return null;
        }

        return new ReadOnlyMemory<byte>(bytes, 0, length);
    }

    private static string? CallerOf(EventObject context) =>
        context.Value("authorizer") is { ValueKind: JsonValueKind.Object } authorizer
        && new EventObject(authorizer, What).Value("iam") is { ValueKind: JsonValueKind.Object } iam
            ? new EventObject(iam, What).Text("userArn")
            : null;
}
