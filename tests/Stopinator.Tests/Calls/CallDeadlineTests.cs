using Stopinator.Calls;

namespace Stopinator.Tests.Calls;

public sealed class CallDeadlineTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public void From_Deadline_LeavesHalfTheMarginToTheLastCallAndHalfToTheReport()
    {
        var deadline = CallDeadline.From(End, TimeSpan.FromSeconds(10));

        Assert.Equal((End.AddSeconds(-10), End.AddSeconds(-5)), (deadline.LastStart, deadline.CutOff));
    }

    [Fact]
    public void From_NoDeadline_IsNever()
    {
        Assert.Same(CallDeadline.None, CallDeadline.From(deadline: null, TimeSpan.FromSeconds(10)));
        Assert.Equal((DateTimeOffset.MaxValue, DateTimeOffset.MaxValue), (CallDeadline.None.LastStart, CallDeadline.None.CutOff));
    }

    [Fact]
    public void NotAfter_EarlierTime_BoundsTheStartOnly()
    {
        var deadline = CallDeadline.From(End, TimeSpan.FromSeconds(10));

        Assert.Equal(
            (End.AddMinutes(-1), End.AddSeconds(-5)),
            (deadline.NotAfter(End.AddMinutes(-1)).LastStart, deadline.NotAfter(End.AddMinutes(-1)).CutOff));
        Assert.Same(deadline, deadline.NotAfter(End));
        Assert.Equal(End, CallDeadline.None.NotAfter(End).LastStart);
    }
}
