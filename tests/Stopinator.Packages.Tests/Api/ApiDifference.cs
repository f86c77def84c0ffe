using System.Text;

namespace Stopinator.Packages.Tests.Api;

/// <summary>What differs between two versions of an API: the lines that went and came, under the type they belong to.</summary>
internal static class ApiDifference
{
    private const int MostLines = 40;

    /// <summary>The difference; empty when there is none.</summary>
    public static string Between(string accepted, string actual)
    {
        var old = Members(accepted);
        var current = Members(actual);
        var lines = old.Except(current).Select(member => (member, mark: '-'))
            .Concat(current.Except(old).Select(member => (member, mark: '+')))
            .OrderBy(line => line.member.Type, StringComparer.Ordinal)
            .ThenBy(line => line.member.Line, StringComparer.Ordinal)
            .ToArray();

        var text = new StringBuilder();
        foreach (var type in lines.Take(MostLines).GroupBy(line => line.member.Type, StringComparer.Ordinal))
        {
            text.Append(type.Key).Append('\n');
            foreach (var (member, mark) in type)
            {
                text.Append("  ").Append(mark).Append(' ').Append(member.Line.Trim()).Append('\n');
            }
        }

        return lines.Length > MostLines ? text.Append("... and ").Append(lines.Length - MostLines).Append(" more").ToString() : text.ToString();
    }

    // Every line with the last header above it.
    private static List<(string Type, string Line)> Members(string text)
    {
        var type = "";
        var members = new List<(string, string)>();
        foreach (var line in text.Split('\n').Where(line => line.Trim() is not ("" or "{" or "}")))
        {
            type = line.StartsWith(' ') ? type : line;
            members.Add((type, line));
        }

        return members;
    }
}
