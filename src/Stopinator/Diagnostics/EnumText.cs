using System.Text.Json;

namespace Stopinator.Diagnostics;

/// <summary>The words for the members of enumerations, as in the library's JSON: <c>AlreadyThere</c> is <c>already-there</c>.</summary>
/// <remarks>
/// The methods that a function calls are not generic. Code for a generic method on an enumeration of another assembly is compiled only at
/// run time, which slows down a cold start.
/// </remarks>
internal static class EnumText
{
    /// <summary>Returns the word of a member; an empty text for none.</summary>
    public static string Of(Enum? member) => member is null ? "" : JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString());

    /// <summary>Returns the member that a word names; null when there is none.</summary>
    public static Enum? Find(string word, Enum[] members) => Array.Find(members, member => Of(member) == word);

    /// <summary>Returns the member that a word names; null when there is none.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (T?)value).FirstOrDefault(value => Of(value) == word);

    /// <summary>Returns the words of some members, for a message.</summary>
    public static string List(Enum[] members) => string.Join(", ", members.Select(Of));

    /// <summary>Returns the words of all members.</summary>
    public static string[] All<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(value => Of(value))];
}
