using Stopinator.Instances;

namespace Stopinator.Tests.Instances;

public sealed class PowerStateNamesTests
{
    [Theory]
    [InlineData(0, "pending", true)]
    [InlineData(16, "running", false)]
    [InlineData(32, "shutting-down", true)]
    [InlineData(48, "terminated", false)]
    [InlineData(64, "stopping", true)]
    [InlineData(80, "stopped", false)]
    public void FromCode_EachState_HasItsNameAndKind(int code, string name, bool transitional)
    {
        var state = Assert.NotNull(PowerStateNames.FromCode(code));

        Assert.Equal((name, transitional), (state.Ec2Name(), state.IsTransitional()));
        Assert.Equal(state, PowerStateNames.FromCode(code | 0xFF00));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(96)]
    [InlineData(255)]
    public void FromCode_AnyOther_IsNone(int code) => Assert.Null(PowerStateNames.FromCode(code));

    [Fact]
    public void Names_NoState_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ((PowerState)1).Ec2Name());
}
