namespace Stopinator.Scheduling.Text;

/// <summary>A part of a text, and its position.</summary>
internal readonly record struct Word(string Text, int Position)
{
    public bool Is(string other) => Text.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the parts between separators, including empty ones.</summary>
    public List<Word> Split(char separator)
    {
        var parts = new List<Word>();
        for (var start = 0; start <= Text.Length;)
        {
            var end = Text.IndexOf(separator, start);
            end = end < 0 ? Text.Length : end;
            parts.Add(new(Text[start..end], Position + start));
            start = end + 1;
        }

        return parts;
    }

    /// <summary>Returns the parts between white space.</summary>
    public List<Word> SplitAtWhiteSpace()
    {
        var words = new List<Word>();
        for (var at = 0; at < Text.Length;)
        {
            var start = at;
            while (at < Text.Length && !char.IsWhiteSpace(Text[at]))
            {
                at++;
            }

            if (at > start)
            {
                words.Add(new(Text[start..at], Position + start));
            }

            at++;
        }

        return words;
    }
}
