namespace Stopinator.Ec2;

/// <summary>Gives the same string for the same text, as long as the text was seen lately. Its size is bounded.</summary>
/// <threadsafety>Any thread: at worst one makes a string that another has made.</threadsafety>
internal sealed class TextPool
{
    private const int Slots = 4096;
    private const int LongestText = 64;

    private readonly string?[] _slots = new string?[Slots];

    public string Get(string text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return text;
        }

        ref var slot = ref _slots[string.GetHashCode(text, StringComparison.Ordinal) & (Slots - 1)];
        var known = slot;
        return text == known ? known : slot = text;
    }
}
