using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Custodian;

/// <summary>
/// A tag's value as that tool reads it: in lower case, with the escapes of characters that some services do not take in tags, without
/// quotation marks around it. Remembers where each character stands in the value.
/// </summary>
internal sealed class TagText
{
    private static readonly (string Escape, char Meaning)[] Escapes =
        [("u28", '('), ("u29", ')'), ("u5b", '['), ("u5d", ']'), ("u2c", ','), ("u3b", ';'), ("u3d", '='), ("u2f", '/'), ("u2d", '-')];

    private readonly List<int> _positions = [];

    public TagText(string value)
    {
        var characters = new List<char>();
        for (var at = 0; at < value.Length;)
        {
            var (escape, meaning) = Array.Find(
                Escapes, known => string.Compare(value, at, known.Escape, 0, 3, StringComparison.OrdinalIgnoreCase) == 0);
            characters.Add(escape is null ? char.ToLowerInvariant(value[at]) : meaning);
            _positions.Add(at);
            at += escape?.Length ?? 1;
        }

        var (start, end) = (0, characters.Count);
        foreach (var quote in "'\"")
        {
            for (; start < end && characters[start] == quote; start++)
            {
            }

            for (; end > start && characters[end - 1] == quote; end--)
            {
            }
        }

        Text = new([.. characters[start..end]]);
        _positions = [.. _positions[start..end], end < _positions.Count ? _positions[end] : value.Length];
    }

    public string Text { get; }

    /// <summary>Where a character of the text stands in the value.</summary>
    public int PositionOf(Word word) => _positions[Math.Min(word.Position, _positions.Count - 1)];
}
