namespace Stopinator.Ec2;

/// <summary>Returns the same string for the same text, as long as the text was seen lately. The size of the pool is bounded.</summary>
/// <threadsafety>Safe for use by several threads: at worst one thread makes a string that another thread has made.</threadsafety>
internal sealed class TextPool
{
    private const int Slots = 4096;
    private const int LongestText = 64;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>Returns the pooled string for a string.</summary>
    public string Get(string text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return text;
        }

        ref var slot = ref SlotOf(text);
        var known = slot;
        return text == known ? known : slot = text;
    }

    /// <summary>Returns the pooled string for characters. A known text costs no memory.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return text.ToString();
        }

        ref var slot = ref SlotOf(text);
        var known = slot;
        return known is not null && text.SequenceEqual(known) ? known : slot = text.ToString();
    }

    private ref string? SlotOf(ReadOnlySpan<char> text) => ref _slots[string.GetHashCode(text, StringComparison.Ordinal) & (Slots - 1)];
}
