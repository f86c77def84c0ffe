using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Instances;

/// <summary>
/// The tags of an instance. There are at most about fifty, so a search through them is as fast as a hash table, and takes a third of the
/// memory.
/// </summary>
internal sealed class TagSet : IReadOnlyDictionary<string, string>
{
    private KeyValuePair<string, string>[] _tags = [];

    public int Count { get; private set; }

    public IEnumerable<string> Keys => _tags.Take(Count).Select(tag => tag.Key);

    public IEnumerable<string> Values => _tags.Take(Count).Select(tag => tag.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no tag '{key}'.");

    /// <summary>Adds a tag. Of several tags with the same key, the last one counts.</summary>
    public void Set(string key, string value)
    {
        var index = IndexOf(key);
        if (index < 0)
        {
            index = Count++;
            if (index == _tags.Length)
            {
                Array.Resize(ref _tags, Math.Max(4, _tags.Length * 2));
            }
        }

        _tags[index] = new(key, value);
    }

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var index = IndexOf(key);
        value = index < 0 ? null : _tags[index].Value;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _tags.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key)
    {
        for (var index = 0; index < Count; index++)
        {
            if (string.Equals(_tags[index].Key, key, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }
}
