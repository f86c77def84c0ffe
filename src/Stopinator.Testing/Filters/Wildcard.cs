namespace Stopinator.Testing.Filters;

/// <summary>
/// A filter value as EC2 reads it: <c>*</c> stands for any text, <c>?</c> for one character or none. A backslash makes <c>*</c>, <c>?</c>
/// and itself literal. Case matters. Source: "Filtering" in the EC2 user guide.
/// </summary>
internal sealed class Wildcard
{
    private readonly List<(char Character, Kind Kind)> _parts = [];
    private readonly string? _literal;

    public Wildcard(string pattern)
    {
        for (var index = 0; index < pattern.Length; index++)
        {
            var escaped = pattern[index] == '\\' && index + 1 < pattern.Length && pattern[index + 1] is '*' or '?' or '\\';
            _parts.Add(pattern[index] switch
            {
                '\\' when escaped => (pattern[++index], Kind.Literal),
                '*' => ('*', Kind.AnyText),
                '?' => ('?', Kind.OneOrNone),
                var character => (character, Kind.Literal),
            });
        }

        if (_parts.TrueForAll(part => part.Kind == Kind.Literal))
        {
            _literal = string.Concat(_parts.Select(part => part.Character));
        }
    }

    private enum Kind
    {
        Literal,
        OneOrNone,
        AnyText,
    }

    public bool Matches(string text) => _literal is null ? MatchesParts(text) : string.Equals(_literal, text, StringComparison.Ordinal);

    /// <summary>
    /// Follows all paths through the pattern at once, so that the effort is the product of both lengths, whatever the pattern.
    /// </summary>
    private bool MatchesParts(string text)
    {
        var reached = new bool[_parts.Count + 1];
        var next = new bool[_parts.Count + 1];
        reached[0] = true;
        Skip(reached);
        foreach (var character in text)
        {
            Array.Clear(next);
            for (var part = 0; part < _parts.Count; part++)
            {
                if (reached[part])
                {
                    var (literal, kind) = _parts[part];
                    next[part] |= kind == Kind.AnyText;
                    next[part + 1] |= kind == Kind.OneOrNone || (kind == Kind.Literal && literal == character);
                }
            }

            Skip(next);
            (reached, next) = (next, reached);
        }

        return reached[^1];
    }

    /// <summary>Adds the positions that any-text and one-or-none reach by standing for nothing.</summary>
    private void Skip(bool[] reached)
    {
        for (var part = 0; part < _parts.Count; part++)
        {
            reached[part + 1] |= reached[part] && _parts[part].Kind != Kind.Literal;
        }
    }
}
