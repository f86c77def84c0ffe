using System.Text.Json;

namespace Stopinator.Diagnostics;

/// <content>The errors. What is in an object or a list may be secret, so they do not show it.</content>
internal readonly partial record struct JsonPart
{
    /// <summary>The element, for a message.</summary>
    public string Shown => Element.ValueKind switch
    {
        JsonValueKind.Object when Element.EnumerateObject().Any() => "an object",
        JsonValueKind.Array when Element.GetArrayLength() > 0 => "a list",
        _ => ErrorText.Quote(Element.GetRawText()),
    };

    public JsonException Error(string problem, Exception? innerException = null) =>
        new($"{Path}: {problem}", Path, lineNumber: null, bytePositionInLine: null, innerException);

    private JsonException NotA(JsonValueKind kind, string what) => Error(kind switch
    {
        JsonValueKind.Object => $"{Shown} is not {what}; it takes an object.",
        JsonValueKind.Array => $"{Shown} is not a list.",
        _ => $"{Shown} is not {what}; write it in quotation marks.",
    });

    private JsonException Unknown(JsonPart property, string problem) => Error(problem);
}
