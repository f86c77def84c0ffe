using System.Globalization;
using System.Text.RegularExpressions;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>
/// A text in which <c>{n}</c> stands for the number of an instance, and <c>{n:000}</c> for the number with leading zeros.
/// </summary>
internal sealed partial class NumberedText
{
    private readonly string _text;

    private NumberedText(string text) => _text = text;

    public static NumberedText Read(DocumentPart part)
    {
        var text = part.Text();
        return Placeholder().Replace(text, "").Contains("{n:", StringComparison.Ordinal)
            ? throw part.Error($"'{text}' has a placeholder that is neither {{n}} nor {{n:000}}.")
            : new(text);
    }

    public string For(int number) => Placeholder().Replace(
        _text, match => number.ToString(match.Groups["zeros"].Value is { Length: > 0 } zeros ? zeros : "0", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{n(:(?<zeros>0+))?\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
