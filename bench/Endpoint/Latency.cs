using System.CommandLine.Parsing;
using System.Globalization;

namespace Stopinator.Bench;

/// <summary>The duration of an answer, e.g. <c>50-300</c>.</summary>
internal sealed record Latency(int Least, int Most)
{
    public static Latency? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Split('-') is [var least, var most]
            && int.TryParse(least, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from <= to)
        {
            return new(from, to);
        }

        result.AddError($"'{text}' is no latency; write <least>-<most> in milliseconds, such as 50-300.");
        return null;
    }
}
