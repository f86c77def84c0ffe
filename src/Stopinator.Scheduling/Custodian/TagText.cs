using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Custodian;

/// <summary>
/// The value of a tag as Cloud Custodian reads it: in lower case, without surrounding quotation marks, and with the escapes resolved that
/// stand for characters some services do not accept in tags. Remembers the position of each character in the value.
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

    /// <summary>Returns the position in the value of a character of the text.</summary>
    public int PositionOf(Word word) => _positions[Math.Min(word.Position, _positions.Count - 1)];
}
