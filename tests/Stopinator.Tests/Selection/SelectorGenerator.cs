namespace Stopinator.Tests.Selection;

/// <summary>Builds selectors of every form, the same ones each time.</summary>
internal sealed class SelectorGenerator(uint seed)
{
    private uint _state = seed;

    public static IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(1, 8).Select(i => $"i-{i:x17}")];

    public InstanceSelector Next(int depth) => depth == 0 || Below(4) == 0 ? Condition() : Below(3) switch
    {
        0 => Next(depth - 1) & Next(depth - 1),
        1 => Next(depth - 1) | Next(depth - 1),
        _ => Next(depth - 1).Except(Next(depth - 1)),
    };

    public int Below(int bound)
    {
        // A linear congruential generator; the high bits are the good ones.
        _state = (_state * 1664525) + 1013904223;
        return (int)((_state >> 16) % (uint)bound);
    }

    private InstanceSelector Condition() => Below(8) switch
    {
        0 => InstanceSelector.All,
        1 => InstanceSelector.ById(Ids[Below(8)], Ids[Below(8)]),
        2 => InstanceSelector.ByTagKey("Key" + Below(3)),
        3 => InstanceSelector.ByTagLike("Key" + Below(3), Below(2) == 0 ? "v?" : "*1"),
        4 => InstanceSelector.ByFilter("instance-state-name", Below(2) == 0 ? "running" : "stop*"),
        _ => InstanceSelector.ByTag("Key" + Below(3), "v" + Below(3), "v" + Below(3)),
    };
}
