using Stopinator.Calls;

namespace Stopinator.Tests.Calls;

public sealed class RetryRuleTests
{
    private static readonly RetryOptions Options = new();
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("RequestLimitExceeded", true, int.MaxValue, 1000)]
    [InlineData("RequestLimitExceeded", false, int.MaxValue, 1000)]
    [InlineData("InternalError", true, 6, 500)]
    [InlineData("InternalError", false, 1, 0)]
    [InlineData("ConnectionLost", true, 6, 500)]
    [InlineData("ConnectionLost", false, 1, 0)]
    [InlineData("ConnectionFailed", true, 6, 100)]
    [InlineData("ConnectionFailed", false, 6, 100)]
    [InlineData("IncorrectInstanceState", true, 1, 0)]
    [InlineData("InsufficientInstanceCapacity", true, 1, 0)]
    [InlineData("UnauthorizedOperation", true, 1, 0)]
    [InlineData("MissingParameter", true, 1, 0)]
    [InlineData("NoCredentials", true, 1, 0)]
    public void For_KindOfError_HasItsOwnRule(string code, bool mayRepeat, int maxAttempts, int firstDelay) =>
        Assert.Equal(
            new RetryRule(maxAttempts, TimeSpan.FromMilliseconds(firstDelay)),
            RetryRule.For(new Ec2Exception(code, ""), mayRepeat, Options));

    [Fact]
    public void Delay_WithEachAttempt_DoublesItsBoundUpToTheCap()
    {
        var rule = new RetryRule(int.MaxValue, TimeSpan.FromSeconds(1));

        Assert.Equal([1, 2, 4, 8, 16, 20, 20], Enumerable.Range(1, 7).Select(attempt => rule.Delay(attempt, Cap, 1).TotalSeconds));
        Assert.Equal(Cap, rule.Delay(int.MaxValue, Cap, 1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.999, 3.996)]
    public void Delay_Chance_SpreadsItOverTheWholeBound(double chance, double seconds) =>
        Assert.Equal(seconds, new RetryRule(9, TimeSpan.FromSeconds(1)).Delay(3, Cap, chance).TotalSeconds, precision: 3);

    [Fact]
    public void Delay_LongestOptions_DoNotOverflow() =>
        Assert.Equal(TimeSpan.FromHours(12), new RetryRule(9, TimeSpan.FromHours(12)).Delay(100, TimeSpan.FromHours(12), 1));
}
