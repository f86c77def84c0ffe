using System.Xml;

namespace Stopinator.Ec2.Answers;

/// <summary>Which child elements of an element are taken, and where to; every other is skipped with all that is in it.</summary>
/// <typeparam name="T">What the elements fill.</typeparam>
internal sealed class AnswerMap<T>
{
    private readonly Dictionary<string, Func<XmlReader, T, Task>> _elements = new(StringComparer.Ordinal);

    /// <summary>Takes the text of an element.</summary>
    public AnswerMap<T> Text(string element, Action<T, string> take)
    {
        _elements.Add(element, async (reader, target) => take(target, await reader.ReadElementContentAsStringAsync().ConfigureAwait(false)));
        return this;
    }

    /// <summary>Takes elements inside an element.</summary>
    public AnswerMap<T> Children(string element, AnswerMap<T> children)
    {
        _elements.Add(element, children.ReadAsync);
        return this;
    }

    /// <summary>Takes the <c>item</c> elements of a list.</summary>
    public AnswerMap<T> Items<TItem>(string element, AnswerMap<TItem> map, Action<T, TItem> add)
        where TItem : new() =>
        Children(element, new AnswerMap<T>().Child("item", map, add));

    /// <summary>Takes each element of a name as a thing of its own.</summary>
    public AnswerMap<T> Child<TChild>(string element, AnswerMap<TChild> map, Action<T, TChild> add)
        where TChild : new()
    {
        _elements.Add(element, async (reader, target) =>
        {
            var child = new TChild();
            await map.ReadAsync(reader, child).ConfigureAwait(false);
            add(target, child);
        });
        return this;
    }

    /// <summary>Reads the current element to its end.</summary>
    public async Task ReadAsync(XmlReader reader, T target)
    {
        if (reader.IsEmptyElement)
        {
            await reader.ReadAsync().ConfigureAwait(false);
            return;
        }

        var depth = reader.Depth;
        await reader.ReadAsync().ConfigureAwait(false);
        while (reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var read = _elements.TryGetValue(reader.LocalName, out var take) ? take(reader, target) : reader.SkipAsync();
                await read.ConfigureAwait(false);
            }
            else
            {
                await reader.ReadAsync().ConfigureAwait(false);
            }
        }

        await reader.ReadAsync().ConfigureAwait(false);
    }
}
