using System.CommandLine.Parsing;

namespace LocalEc2;

/// <summary>Reads <c>--tag Env=dev</c>.</summary>
internal static class TagOption
{
    public static KeyValuePair<string, string>[]? Parse(ArgumentResult result)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                result.AddError($"'{text}' is not a tag; write <key>=<value>, such as Env=dev.");
                return null;
            }

            tags.Add(new(text[..split], text[(split + 1)..]));
        }

        return [.. tags];
    }
}
