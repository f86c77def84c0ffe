using System.Net;

namespace Stopinator.Conformance.Tests.Support;

/// <summary>A request as its bytes were on the wire.</summary>
internal sealed record SentRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The parameters of the form, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form { get; } = Body.Split('&')
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]), StringComparer.Ordinal);

    /// <summary>A part of the <c>Authorization</c> header, e.g. <c>SignedHeaders</c>.</summary>
    public string Authorization(string part) =>
        Headers["Authorization"]["AWS4-HMAC-SHA256 ".Length..].Split(", ").Select(text => text.Split('=', 2)).Single(pair => pair[0] == part)[1];

    public static SentRequest Parse(string text)
    {
        var parts = text.Split("\r\n\r\n", 2);
        var lines = parts[0].Split("\r\n");
        var request = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new SentRequest(request[0], request[1], headers, parts[1]);
    }
}
