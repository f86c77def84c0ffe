using Stopinator.Instances;

namespace Stopinator.Tests.Instances;

public sealed class InstanceIdTests
{
    [Theory]
    [InlineData("i-0a1b2c3d", true)]
    [InlineData("i-0123456789abcdef0", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("i-", false)]
    [InlineData("i-0a1b2c3", false)]
    [InlineData("i-0a1b2c3d4", false)]
    [InlineData("i-0123456789abcdef", false)]
    [InlineData("i-0123456789abcdef01", false)]
    [InlineData("i-0A1B2C3D", false)]
    [InlineData("I-0a1b2c3d", false)]
    [InlineData("i-0a1b2c3g", false)]
    [InlineData("i-0a1b2c3d\n", false)]
    [InlineData(" i-0a1b2c3d", false)]
    [InlineData("ii-0a1b2c3d", false)]
    [InlineData("i-０a1b2c3d", false)]
    public void IsValid_Text_IsAnIdOrNot(string? text, bool expected) => Assert.Equal(expected, InstanceId.IsValid(text));
}
