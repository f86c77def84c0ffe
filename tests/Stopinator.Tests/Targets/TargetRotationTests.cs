namespace Stopinator.Tests.Targets;

public sealed class TargetRotationTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_TheSameTick_IsTheSameOrder()
    {
        int[] targets = [.. Enumerable.Range(0, 20)];

        var order = TargetRotation.At(targets, Start, Interval);

        Assert.Equal(order, TargetRotation.At(targets, Start + TimeSpan.FromSeconds(299), Interval));
        Assert.NotEqual(order, TargetRotation.At(targets, Start + Interval, Interval));
        Assert.Equal(targets, order.Order());
        Assert.Equal([.. targets[order[0]..], .. targets[..order[0]]], order);
    }

    [Fact]
    public void At_NoTarget_IsNoTarget() => Assert.Empty(TargetRotation.At<int>([], Start, Interval));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(10, 4)]
    [InlineData(200, 1)]
    [InlineData(200, 37)]
    [InlineData(200, 100)]
    [InlineData(200, 199)]
    [InlineData(1000, 90)]
    public void At_RunsThatReachOnlySome_NoTargetWaitsMuchLongerThanItMust(int count, int reached)
    {
        var last = Enumerable.Repeat(0, count).ToArray();
        var longest = 0;
        for (var tick = 1; tick <= 20 * count; tick++)
        {
            foreach (var target in TargetRotation.At(Enumerable.Range(0, count), Start + (tick * Interval), Interval).Take(reached))
            {
                longest = Math.Max(longest, tick - last[target]);
                last[target] = tick;
            }
        }

        var fewest = (int)Math.Ceiling((double)count / reached);
        Assert.InRange(longest, fewest, (2 * fewest) + 1);
        Assert.All(last, tick => Assert.InRange((20 * count) - tick, 0, (2 * fewest) + 1));
    }
}
