using System.Text.Json;

namespace Stopinator.Tool.Output;

/// <summary>The words of enumerations, as the JSON of the library has them: <c>AlreadyThere</c> is <c>already-there</c>.</summary>
internal static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static string Of<T>(T? value)
        where T : struct, Enum =>
        value is { } known ? Of(known) : "";

    public static string[] All<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Returns the value of a word; null when there is none.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (T?)value).FirstOrDefault(value => Of(value) == word);
}
