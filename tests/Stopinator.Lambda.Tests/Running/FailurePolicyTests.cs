using Stopinator.Lambda.Tests.Support;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>The conditions under which a run fails its invocation.</summary>
public sealed class FailurePolicyTests
{
    [Theory]
    [InlineData("any", 0, true)]
    [InlineData("any", 1, true)]
    [InlineData("all", 0, true)]
    [InlineData("all", 1, false)]
    [InlineData("none", 0, false)]
    public async Task Invoke_InstanceFails_FailsAsTheSettingSays(string failOn, int good, bool fails)
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected());
                fleet.Add(good, instance => instance.Tagged("Env", "dev").Running());
            },
            ("STOPINATOR_FAIL_ON", failOn));

        if (fails)
        {
            var failure = await Assert.ThrowsAsync<RunFailedException>(() => lab.InvokeAsync("""{"action":"stop"}"""));
            Assert.Contains("OperationNotPermitted", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Message);
            Assert.Equal(1, failure.Report!.Count(Outcome.Failed));
        }
        else
        {
            Assert.False((await lab.InvokeAsync("""{"action":"stop"}""")).GetProperty("isSuccess").GetBoolean());
        }
    }

    [Theory]
    [InlineData("any")]
    [InlineData("none")]
    public async Task Invoke_RunEndsEarly_FailsWhateverTheSettingSays(string failOn)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_FAIL_ON", failOn));
        lab.Ec2.Faults.On("StopInstances").Fail("AuthFailure", "AWS was not able to validate the provided access credentials", 401);

        var failure = await Assert.ThrowsAsync<RunFailedException>(() => lab.InvokeAsync("""{"action":"stop"}"""));

        Assert.Equal("AuthFailure", failure.Report!.EarlyEnd?.Code);
    }

    [Fact]
    public async Task Invoke_Ec2CannotBeAsked_FailsWithItsError()
    {
        await using var lab = FunctionLab.Create();
        lab.Ec2.Faults.On("DescribeInstances").Fail("UnauthorizedOperation", "You are not authorized to perform this operation.", 403);

        var failure = await Assert.ThrowsAsync<Ec2Exception>(() => lab.InvokeAsync("""{"action":"stop"}"""));

        Assert.Equal("UnauthorizedOperation", failure.Code);
    }
}
