using System.Collections;
using Stopinator.Reporting;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reporting;

/// <summary>The counts of a report, which people read as a dictionary.</summary>
public sealed class OutcomeCountsTests
{
    private static readonly OutcomeCounts Counts = new([Instance(Outcome.Accepted), Instance(Outcome.NotAttempted), Instance(Outcome.Accepted)], alreadyThere: 3);

    [Fact]
    public void Counts_OfSomeInstances_HoldEachOutcomeThatOccurs()
    {
        Assert.Equal([Outcome.Accepted, Outcome.AlreadyThere, Outcome.NotAttempted], Counts.Keys);
        Assert.Equal([2, 3, 1], Counts.Values);
        Assert.Equal(3, Counts.Count);
        Assert.Equal(Counts.Keys.Zip(Counts.Values, KeyValuePair.Create), Counts);
        Assert.Equal(3, ((IEnumerable)Counts).Cast<object>().Count());
    }

    [Fact]
    public void Item_OutcomeThatDoesNotOccur_Throws()
    {
        Assert.Equal(2, Counts[Outcome.Accepted]);
        Assert.Equal("No instance came to the outcome Failed.", Assert.Throws<KeyNotFoundException>(() => Counts[Outcome.Failed]).Message);
    }

    [Theory]
    [InlineData(Outcome.Accepted, true)]
    [InlineData(Outcome.NotAttempted, true)]
    [InlineData(Outcome.Failed, false)]
    [InlineData((Outcome)(-1), false)]
    [InlineData(Outcome.NotAttempted + 1, false)]
    public void ContainsKey_AnyNumber_IsWhetherItOccurs(Outcome outcome, bool occurs) => Assert.Equal(occurs, Counts.ContainsKey(outcome));

    [Fact]
    public void ContainsKey_TheFirstOutcome_IsFound() =>
        Assert.True(new OutcomeCounts([Instance(default)], alreadyThere: 0).ContainsKey(default));

    [Fact]
    public void ToString_Counts_AreWords()
    {
        Assert.Equal("2 accepted, 3 already there, 1 not attempted", Counts.ToString());
        Assert.Equal("nothing selected", new OutcomeCounts([], alreadyThere: 0).ToString());
    }

    private static InstanceOutcome Instance(Outcome outcome) => new()
    {
        InstanceId = Some.Id,
        Action = PowerAction.Stop,
        Outcome = outcome,
        Reason = ReasonCode.Selected,
        Message = "It was decided.",
    };
}
