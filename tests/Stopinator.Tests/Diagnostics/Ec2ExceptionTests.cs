using System.Net;

namespace Stopinator.Tests.Diagnostics;

public sealed class Ec2ExceptionTests
{
    private const string Old = "i-0a1b2c3d";
    private const string New = "i-0123456789abcdef0";

    [Fact]
    public void Constructor_ErrorOfEc2_CarriesAllOfIt()
    {
        var inner = new IOException();

        var exception = new Ec2Exception(
            "Client.IncorrectInstanceState", $"The instance '{New}' is not in a state.", HttpStatusCode.BadRequest, "request-1", inner);

        Assert.Equal("IncorrectInstanceState", exception.Code);
        Assert.Equal($"IncorrectInstanceState: The instance '{New}' is not in a state.", exception.Message);
        Assert.Equal(
            (HttpStatusCode.BadRequest, "request-1", Ec2ErrorKind.Instance), (exception.Status, exception.RequestId, exception.Kind));
        Assert.Equal([New], exception.InstanceIds);
        Assert.Same(inner, exception.InnerException);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("The request must contain the parameter InstanceId", "")]
    [InlineData("The instance ID 'i-0123456789abcdef0' does not exist", New)]
    [InlineData("The instance IDs 'i-0a1b2c3d, i-0123456789abcdef0' do not exist", Old + "," + New)]
    [InlineData("i-0123456789abcdef0", New)]
    [InlineData("[i-0123456789abcdef0]i-0a1b2c3d", New + "," + Old)]
    [InlineData("on resource: arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0 because", New)]
    [InlineData("arn:aws-us-gov:ec2:us-gov-west-1:1:instance/i-0a1b2c3d", Old)]
    [InlineData("i-0a1b2c3d twice: i-0a1b2c3d.", Old)]
    [InlineData("ami-0a1b2c3d eni-0a1b2c3d vpci-0a1b2c3d", "")]
    [InlineData("xi-0123456789abcdef0", "")]
    [InlineData("eni-i-0a1b2c3d", "")]
    [InlineData("i-0a1b2c3", "")]
    [InlineData("i-0a1b2c3d4", "")]
    [InlineData("i-0123456789abcdef01", "")]
    [InlineData("i-0123456789ABCDEF0", "")]
    [InlineData("i-0a1b2c3dg", "")]
    public void InstanceIds_InTheMessage_AreFoundInBothLengths(string message, string ids) =>
        Assert.Equal(ids, string.Join(',', new Ec2Exception("X", message).InstanceIds));

    [Fact]
    [Trait("Finding", "18")]
    public void Constructor_HostileCodeAndMessage_AreCleanedAndBounded()
    {
        var exception = new Ec2Exception(
            $"Bad\u001b[31m\nCode{new string('c', 10_000)}",
            $"\u001b]0;pwn\u0007\n::add-mask::x{new string('m', 900_000)}",
            HttpStatusCode.BadRequest);

        Assert.StartsWith("Bad\\u001B[31m\\u000ACodeccc", exception.Code, StringComparison.Ordinal);
        Assert.InRange(exception.Code.Length, 1, 200);
        Assert.InRange(exception.Message.Length, 4_000, 4_500);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void InstanceIds_OfAThousandInAMessage_AreAllFound()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => $"i-{i:x17}").ToArray();

        Assert.Equal(ids, new Ec2Exception("X", $"The instance IDs '{string.Join(", ", ids)}' do not exist").InstanceIds);
    }

    [Fact]
    public void InstanceIds_InAMegabyteThatLooksLikeThem_AreReadAtOnce() =>
        Assert.Empty(new Ec2Exception("X", string.Concat(Enumerable.Repeat("i-0123456", 120_000))).InstanceIds);

    [Theory]
    [InlineData("InternalError", true)]
    [InlineData("ConnectionLost", true)]
    [InlineData("AnswerTimeout", true)]
    [InlineData("ConnectionFailed", false)]
    [InlineData("RequestLimitExceeded", false)]
    [InlineData("IncorrectInstanceState", false)]
    [InlineData("InsufficientInstanceCapacity", false)]
    [InlineData("UnauthorizedOperation", false)]
    [InlineData("MissingParameter", false)]
    [InlineData("NoCredentials", false)]
    public void MayHaveActed_OnlyWhenEc2MayHaveTakenTheCall(string code, bool expected) =>
        Assert.Equal(expected, new Ec2Exception(code, "").MayHaveActed);
}
