using Stopinator.Instances;

namespace Stopinator.Tests.Instances;

public sealed class TagSetTests
{
    [Fact]
    public void Set_ManyTags_AreAllThereInOrder()
    {
        var tags = new TagSet();
        for (var tag = 0; tag < 50; tag++)
        {
            tags.Set($"key-{tag}", $"value-{tag}");
        }

        Assert.Equal(50, tags.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(tag => KeyValuePair.Create($"key-{tag}", $"value-{tag}")), tags);
        Assert.Equal(tags.Keys.Zip(tags.Values), tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal("value-49", tags["key-49"]);
    }

    [Fact]
    public void Set_KeyTwice_LastCounts()
    {
        var tags = new TagSet();
        tags.Set("a", "1");
        tags.Set("A", "2");
        tags.Set("a", "3");

        Assert.Equal([new("a", "3"), new("A", "2")], tags);
    }

    [Fact]
    public void Find_UnknownKey_SaysSo()
    {
        var tags = new TagSet();
        tags.Set("a", "1");

        Assert.False(tags.TryGetValue("b", out var value));
        Assert.Null(value);
        Assert.False(tags.ContainsKey(""));
        Assert.Contains("'b'", Assert.Throws<KeyNotFoundException>(() => tags["b"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => tags.TryGetValue(null!, out _));
    }
}
