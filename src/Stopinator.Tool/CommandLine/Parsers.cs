using System.CommandLine.Parsing;
using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Tool.Output;

namespace Stopinator.Tool.CommandLine;

/// <summary>Reads the values of arguments and options. A message has the value, the rule, and the way out.</summary>
internal static class Parsers
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public static InstanceSelector? Selector(ArgumentResult result) =>
        Read(result, text =>
        {
            try
            {
                return InstanceSelector.Parse(text);
            }
            catch (SelectorFormatException exception)
            {
                result.AddError(text.Length == 0 ? exception.Message : $"{exception.Message}\n\n{Caret.Under(text, exception.Position)}\n");
                return null;
            }
        });

    public static Uri? Url(ArgumentResult result) =>
        Read(result, text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : Problem<Uri>(result, text, "it takes a URL such as http://127.0.0.1:5577."));

    /// <summary>Reads an enumeration's word, such as <c>skip-os-shutdown</c>.</summary>
    public static T Word<T>(ArgumentResult result)
        where T : struct, Enum
    {
        var text = result.Tokens.Single().Value;
        if (EnumText.Find<T>(text) is { } value)
        {
            return value;
        }

        _ = Problem<string>(
            result, text, $"it takes {string.Join(", ", EnumText.All<T>())}.{Suggestion.For(text, EnumText.All<T>())}");
        return default;
    }

    /// <summary>Reads words with commas between them.</summary>
    public static ReasonCode[]? SkipReasons(ArgumentResult result)
    {
        ReasonCode[] known =
        [
            ReasonCode.AutoScalingGroup, ReasonCode.Spot, ReasonCode.InstanceStoreRoot, ReasonCode.ManagedByService,
            ReasonCode.ProtectedByTag,
        ];
        return WordList(result, known);
    }

    public static PowerAction[]? Actions(ArgumentResult result) =>
        WordList(result, [PowerAction.Start, PowerAction.Stop, PowerAction.Reboot]);

    public static TimeSpan? Duration(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Lambda.Text.Duration.Parse(text) is { } time && time > TimeSpan.Zero)
        {
            return time;
        }

        _ = Problem<string>(result, text, $"it takes {Lambda.Text.Duration.Forms}, above zero, up to a year.");
        return null;
    }

    /// <summary>
    /// Reads an instant with its offset. An instant without one would be another instant on another machine. The bounds leave room for the
    /// days before and after the instant.
    /// </summary>
    public static DateTimeOffset? Instant(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        string[] forms =
            ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        if (hasOffset && DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            if (instant.UtcDateTime.Year is >= FirstYear and <= LastYear)
            {
                return instant;
            }

            _ = Problem<string>(
                result, text,
                string.Create(CultureInfo.InvariantCulture, $"it takes an instant of the years {FirstYear} to {LastYear} in UTC."));
            return null;
        }

        _ = Problem<string>(result, text, "it takes an instant with its offset, such as 2026-11-20T21:30+01:00 or 2026-11-20T20:30Z.");
        return null;
    }

    /// <summary>Reads a whole number within bounds.</summary>
    public static Func<ArgumentResult, int?> Number(int least, int most) => result =>
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        _ = Problem<string>(
            result, text, string.Create(CultureInfo.InvariantCulture, $"it takes a whole number from {least} to {most}."));
        return null;
    };

    /// <summary>Reads a number within bounds.</summary>
    public static Func<ArgumentResult, double?> Amount(double most, bool mayBeZero = true) => result =>
    {
        var text = result.Tokens.Single().Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= most && (number > 0 || (mayBeZero && number == 0)))
        {
            return number;
        }

        var least = mayBeZero ? "from 0 to" : "above 0 and at most";
        _ = Problem<string>(result, text, string.Create(CultureInfo.InvariantCulture, $"it takes a number {least} {most}."));
        return null;
    };

    /// <summary>Reads documents, each of which a reader checks.</summary>
    /// <param name="check">Throws a <see cref="FormatException"/> for an invalid document.</param>
    public static Func<ArgumentResult, string[]?> Documents(Action<string> check) => result =>
    {
        string[] texts = [.. result.Tokens.Select(token => token.Value)];
        foreach (var text in texts)
        {
            try
            {
                check(text);
            }
            catch (FormatException exception)
            {
                return Problem<string[]>(result, text, exception.Message);
            }
        }

        return texts;
    };

    /// <summary>Reads tags, each as <c>key=value</c>.</summary>
    public static IReadOnlyDictionary<string, string>? Tags(ArgumentResult result)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                return Problem<Dictionary<string, string>>(result, text, "it takes a tag as <key>=<value>, such as Env=dev.");
            }

            tags[text[..split]] = text[(split + 1)..];
        }

        return tags;
    }

    private static T[] WordList<T>(ArgumentResult result, T[] known)
        where T : struct, Enum
    {
        var words = result.Tokens.SelectMany(token => token.Value.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var values = new List<T>();
        foreach (var word in words)
        {
            if (EnumText.Find<T>(word) is { } value && known.Contains(value))
            {
                values.Add(value);
                continue;
            }

            string[] accepted = [.. known.Select(member => EnumText.Of(member))];
            _ = Problem<string>(
                result, word, $"it takes {string.Join(", ", accepted)}, with commas between them.{Suggestion.For(word, accepted)}");
        }

        return [.. values];
    }

    private static T? Read<T>(ArgumentResult result, Func<string, T?> read)
        where T : class =>
        read(result.Tokens.Single().Value);

    private static T? Problem<T>(ArgumentResult result, string text, string rule)
        where T : class
    {
        var name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.HelpName ?? result.Argument.Name;
        result.AddError($"{name} is {ErrorText.Quote(text)}; {rule}");
        return null;
    }
}
