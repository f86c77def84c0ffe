namespace Stopinator.Scheduling.Tests.Support;

/// <summary>Chance that is the same each time.</summary>
internal sealed class Chance(uint seed)
{
    private uint _state = (seed * 2654435761) + 1;

    public int Below(int bound)
    {
        // A linear congruential generator; the high bits are the good ones.
        _state = (_state * 1664525) + 1013904223;
        return (int)((_state >> 8) % (uint)bound);
    }

    /// <summary>A number from one to another, both included.</summary>
    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    public bool OneIn(int count) => Below(count) == 0;

    public T Of<T>(params IReadOnlyList<T> values) => values[Below(values.Count)];

    public List<T> Several<T>(int most, Func<T> create) => [.. Enumerable.Range(0, Between(1, most)).Select(_ => create())];
}
