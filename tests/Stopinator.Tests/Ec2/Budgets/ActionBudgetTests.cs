using System.Net;
using Stopinator.Ec2.Budgets;
using Stopinator.Testing;

namespace Stopinator.Tests.Ec2.Budgets;

public sealed class ActionBudgetTests
{
    private static readonly TimeSpan Ever = TimeSpan.MaxValue;
    private static readonly Ec2Exception Throttle = new("RequestLimitExceeded", "");
    private static readonly Ec2Exception Refusal = new("IncorrectInstanceState", "", HttpStatusCode.BadRequest);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void BatchSize_AThousandStarts_FitIntoFiveCalls()
    {
        var budget = Start();
        var calls = new List<int>();
        for (var left = 1000; left > 0; left -= calls[^1])
        {
            calls.Add(budget.BatchSize(left, 200, Ever));
            _clock.Advance(budget.Reserve(calls[^1]));
        }

        Assert.Equal([200, 200, 200, 200, 200], calls);
    }

    [Theory]
    [InlineData(150, 150)] // The rest, whatever is in the bucket.
    [InlineData(5000, 200)] // The limit.
    public void BatchSize_FullBucket_IsTheWorkOrTheLimit(int left, int size) => Assert.Equal(size, Start().BatchSize(left, 200, Ever));

    [Fact]
    public void BatchSize_SmallBucket_IsWhatItHolds() =>
        Assert.Equal(100, new ActionBudget(new BudgetLimits(10, 5, 100, 50), _clock).BatchSize(5000, 200, Ever));

    [Fact]
    public void BatchSize_EmptyBucket_IsWhatComesInWithinTenSeconds()
    {
        var budget = Start();
        budget.Reserve(1000);

        Assert.Equal(20, budget.BatchSize(5000, 200, Ever));
        Assert.Equal(7, budget.BatchSize(7, 200, Ever));

        // For half a second, in which the call may be on its way to a full bucket, nothing comes in.
        Assert.Equal(5, budget.BatchSize(5000, 200, TimeSpan.FromSeconds(3)));
        Assert.Equal(0, budget.BatchSize(5000, 200, TimeSpan.FromSeconds(0.9)));
    }

    [Fact]
    public void BatchSize_NoRequestInTime_IsNone()
    {
        var budget = Start();
        for (var i = 0; i < 5; i++)
        {
            budget.Reserve(1);
        }

        Assert.Equal((0, 200), (budget.BatchSize(1000, 200, TimeSpan.FromSeconds(0.9)), budget.BatchSize(1000, 200, TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void BatchSize_InstancesAreNotCounted_IsTheWorkOrTheLimit()
    {
        var budget = new ActionBudget(new BudgetLimits(50, 5, null, null), _clock);
        budget.Reserve(1000);

        Assert.Equal(1000, budget.BatchSize(5000, 1000, Ever));
    }

    [Fact]
    public void Reserve_MoreThanThereIs_WaitsInTurn()
    {
        var budget = Start();

        // All that a full bucket holds; then nothing comes in for the half second the call may be on its way.
        Assert.Equal(TimeSpan.Zero, budget.Reserve(1000));
        Assert.Equal(TimeSpan.FromSeconds(50.5), budget.Reserve(100));
        Assert.Equal(TimeSpan.FromSeconds(100.5), budget.Reserve(100));
    }

    [Fact]
    public void Return_CallNotSent_LeavesNoTrace()
    {
        var budget = Start();
        budget.Reserve(999);
        budget.Reserve(500);
        budget.Return(500);

        Assert.Equal(TimeSpan.FromSeconds(5), budget.Reserve(10));
    }

    [Fact]
    public void Settle_Throttled_WaitsForHalfOfWhatWasAskedFor()
    {
        var budget = Start();
        budget.Reserve(200);
        budget.Settle(200, Throttle);

        // A hundred are missing, at nine tenths of two a second.
        Assert.Equal(100 / 1.8, budget.Reserve(200).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Settle_ThrottledAgainAndAgain_SlowsDownToATwentiethAndRecoversSlowly()
    {
        var budget = Start();
        for (var i = 0; i < 100; i++)
        {
            budget.Reserve(20);
            budget.Settle(20, Throttle);
        }

        Assert.Equal(1, budget.LeastBatchSize);
        Assert.Equal(10 / 0.1, budget.Reserve(20).TotalSeconds, 1e-6);
        _clock.Advance(TimeSpan.FromSeconds(100));
        for (var i = 0; i < 95; i++)
        {
            budget.Settle(20, error: null);
        }

        Assert.Equal(20 / 2.0, budget.Reserve(20).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Settle_RefusedCall_IsTakenToCostNothingUntilThatProvesWrong()
    {
        var budget = Start();
        budget.Reserve(500);
        budget.Settle(500, Refusal);
        Assert.Equal(TimeSpan.Zero, budget.Reserve(900));

        // The tokens were not there: so the refused call had cost its own.
        budget.Settle(900, Throttle);
        _clock.Advance(TimeSpan.FromHours(1));
        budget.Reserve(999);
        budget.Settle(999, Refusal);
        Assert.True(budget.Reserve(100) > TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Settle_CallNotSent_CostsNothing()
    {
        var budget = Start();
        budget.Reserve(999);
        budget.Settle(999, new Ec2Exception("ConnectionFailed", ""));

        Assert.Equal(TimeSpan.Zero, budget.Reserve(999));
    }

    [Fact]
    public void Reserve_FromManyThreads_HandsEachTokenOutOnce()
    {
        var budget = new ActionBudget(new BudgetLimits(1000, 2, null, null), _clock);

        Parallel.For(0, 1000, _ => budget.Reserve(1));

        Assert.Equal(TimeSpan.FromSeconds(1), budget.Reserve(1));
    }

    private ActionBudget Start() => new(BudgetLimits.Of(new BudgetOptions().Start), _clock);
}
