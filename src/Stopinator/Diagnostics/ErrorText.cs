using System.Globalization;
using System.Text;

namespace Stopinator.Diagnostics;

/// <summary>Makes a value from outside safe to show in an error message: quoted, shortened, control characters spelled out.</summary>
internal static class ErrorText
{
    private const int MaxLength = 64;

    /// <summary>The message of an argument exception without the name of the parameter that .NET appends.</summary>
    public static string MessageOf(ArgumentException exception)
    {
        var suffix = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
    }

    public static string Quote(string? value)
    {
        if (value is null)
        {
            return "null";
        }

        var text = new StringBuilder("'");
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, MaxLength)))
        {
            if (char.IsControl(character))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                text.Append(character);
            }
        }

        text.Append('\'');
        if (value.Length > MaxLength)
        {
            text.Append(CultureInfo.InvariantCulture, $"... ({value.Length} characters)");
        }

        return text.ToString();
    }
}
