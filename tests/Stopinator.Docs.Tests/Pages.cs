using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>The pages of the documentation and the blocks in them.</summary>
internal static partial class Pages
{
    /// <summary>Every page: the root's and those under docs/, samples/ and src/.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "", "docs", "samples", "src" }
            .SelectMany(folder => Directory.GetFiles(
                Path.Combine(Repository.Root, folder), "*.md",
                folder is "samples" or "src" ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<CodeBlock> Blocks { get; } =
    [
        .. All.SelectMany(page => Fenced().Matches(Repository.Read(page)).Select(match => new CodeBlock(
            page, match.Groups["language"].Value, match.Groups["comment"].Value.Trim(), match.Groups["text"].Value))),
    ];

    [GeneratedRegex("(<!--(?<comment>[^>]*)-->\n)?^```(?<language>[a-z]*)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fenced();
}
