using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Configuration;

/// <summary>Reads the texts of settings. A message has the variable, the value and what is accepted.</summary>
internal static class SettingParsers
{
    private const int LongestTagKey = 128;

    public static object? AnyText(Setting setting, string text, ICollection<string> problems) => text;

    /// <summary>Reads the key of a tag, also of a tag that AWS sets.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"/>
    public static object? TagKey(Setting setting, string text, ICollection<string> problems) =>
        text.Length <= LongestTagKey ? text : Problem(setting, text, "takes the key of a tag, 1 to 128 characters.", problems);

    /// <summary>Reads the key of a tag whose values the users of Stopinator write. AWS reserves the prefix <c>aws:</c>.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"/>
    public static object? OwnTagKey(Setting setting, string text, ICollection<string> problems) =>
        text.StartsWith("aws:", StringComparison.Ordinal)
            ? Problem(setting, text, "takes the key of a tag of your own; only AWS sets tags whose keys begin with aws:.", problems)
            : TagKey(setting, text, problems);

    public static object? Switch(Setting setting, string text, ICollection<string> problems) =>
        text switch
        {
            "true" => true,
            "false" => false,
            _ => Problem(setting, text, "takes true or false.", problems),
        };

    public static object? Selector(Setting setting, string text, ICollection<string> problems)
    {
        try
        {
            return InstanceSelector.Parse(text);
        }
        catch (SelectorFormatException exception)
        {
            problems.Add($"{setting}: {exception.Message}");
            return null;
        }
    }

    public static object? Percent(Setting setting, string text, ICollection<string> problems) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100
            ? percent
            : Problem(setting, text, "takes a number above 0, up to 100.", problems);

    /// <summary>Reads one word, as a member of an enumeration.</summary>
    public static SettingParser Word(Enum[] members) => (setting, text, problems) =>
        EnumText.Find(text, members)
        ?? Problem(setting, text, $"takes {EnumText.List(members)}.{Suggestion.For(text, members.Select(EnumText.Of))}", problems);

    /// <summary>Reads words with commas between them, as an array of texts.</summary>
    public static SettingParser Words(string[] known) => (setting, text, problems) =>
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Except(known, StringComparer.Ordinal))
        {
            problems.Add(
                $"{setting} holds {ErrorText.Quote(word)}; it takes {string.Join(", ", known)}, separated by commas."
                + Suggestion.For(word, known));
        }

        return words;
    };

    public static SettingParser Time(TimeSpan least, TimeSpan? most = null) => (setting, text, problems) =>
        Duration.Parse(text) is { } time && time >= least && !(time > most)
            ? time
            : Problem(setting, text, $"takes {Duration.Forms}, from {least} up to {most?.ToString() ?? "a year"}.", problems);

    public static SettingParser Number(int least, int most) => (setting, text, problems) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Problem(
                setting, text, string.Create(CultureInfo.InvariantCulture, $"takes a whole number from {least} to {most}."), problems);

    private static object? Problem(Setting setting, string text, string rule, ICollection<string> problems)
    {
        problems.Add($"{setting} is {ErrorText.Quote(text)}; it {rule}");
        return null;
    }
}
