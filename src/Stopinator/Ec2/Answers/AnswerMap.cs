namespace Stopinator.Ec2.Answers;

/// <summary>Which child elements of an element are taken, and where to; every other is skipped with all that is in it.</summary>
/// <typeparam name="T">What the elements fill.</typeparam>
internal sealed class AnswerMap<T>
{
    private readonly Dictionary<string, Action<AnswerReader, T>> _elements = new(StringComparer.Ordinal);

    /// <summary>Takes the text of an element.</summary>
    public AnswerMap<T> Text(string element, Action<T, string> take)
    {
        _elements.Add(element, (reader, target) => take(target, reader.ReadText()));
        return this;
    }

    /// <summary>Takes elements inside an element.</summary>
    public AnswerMap<T> Children(string element, AnswerMap<T> children)
    {
        _elements.Add(element, children.Read);
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
        _elements.Add(element, (reader, target) =>
        {
            var child = new TChild();
            map.Read(reader, child);
            add(target, child);
        });
        return this;
    }

    /// <summary>Reads the current element to its end.</summary>
    public void Read(AnswerReader reader, T target)
    {
        if (reader.IsEmptyElement)
        {
            reader.Advance();
            return;
        }

        var depth = reader.Depth;
        reader.Advance();
        while (reader.Depth > depth)
        {
            if (!reader.IsElement)
            {
                reader.Advance();
            }
            else if (_elements.TryGetValue(reader.LocalName, out var take))
            {
                take(reader, target);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Advance();
    }
}
