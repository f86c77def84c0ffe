using Stopinator.Planning;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>The limits on a whole plan, to the last value that passes, and the whole sentence of each refusal.</summary>
public sealed class PlanGuardsTests
{
    private static readonly DateTimeOffset Now = Ec2Lab.Start;
    private static readonly PowerRequest Stop = Some.Request(PowerAction.Stop);

    [Fact]
    public void CheckDeadline_NowOrPassed_IsRefused()
    {
        PlanGuards.CheckDeadline(null, Now);
        PlanGuards.CheckDeadline(Now.AddTicks(1), Now);

        Refused(
            "The deadline 2026-11-20T19:00:00.0000000+00:00 passed 0 s ago; nothing was done. Give the request a later Deadline.",
            () => PlanGuards.CheckDeadline(Now, Now));
        Refused(
            "The deadline 2026-11-20T18:59:57.5000000+00:00 passed 2.5 s ago; nothing was done. Give the request a later Deadline.",
            () => PlanGuards.CheckDeadline(Now.AddSeconds(-2.5), Now));
    }

    [Fact]
    public void CheckReboots_ClientResends_IsRefusedWhereSomethingIsRebooted()
    {
        var reboot = Some.Request(PowerAction.Reboot);
        PlanGuards.CheckReboots(0, reboot, "It resends.");
        PlanGuards.CheckReboots(1, Stop, "It resends.");
        PlanGuards.CheckReboots(1, reboot with { DryRun = true }, "It resends.");
        PlanGuards.CheckReboots(1, reboot, null);

        Refused("A reboot must not be sent twice; nothing was done. It resends.", () => PlanGuards.CheckReboots(1, reboot, "It resends."));
    }

    [Fact]
    public void CheckAge_TooOldOrOfTheFuture_IsRefused()
    {
        var most = TimeSpan.FromHours(2);
        PlanGuards.CheckAge(Now - most, most, Now);
        PlanGuards.CheckAge(Now.AddMinutes(5), most, Now);

        Refused(
            "The plan was made at 2026-11-20T16:30:00.0000000+00:00, 2.5 h ago, and maxAge is 02:00:00; nothing was done. Make the plan again, or load it "
            + "with a larger maxAge.",
            () => PlanGuards.CheckAge(Now.AddHours(-2.5), most, Now));
        Refused(
            "The plan was made at 2026-11-20T19:05:01.0000000+00:00, which is later than now (2026-11-20T19:00:00.0000000+00:00); nothing was done. Correct "
            + "the clock or make the plan again.",
            () => PlanGuards.CheckAge(Now.AddMinutes(5).AddSeconds(1), most, Now));
    }

    [Theory]
    [InlineData(null, null, "us-east-1", "111122223333")]
    [InlineData("us-east-1", "111122223333", null, null)]
    [InlineData("us-east-1", "111122223333", "us-east-1", "111122223333")]
    public void CheckOrigin_SameOrUnknown_Passes(string? savedRegion, string? savedAccount, string? region, string? account) =>
        PlanGuards.CheckOrigin(savedRegion, savedAccount, region, account);

    [Fact]
    public void CheckOrigin_AnotherRegionOrAccount_IsRefused()
    {
        Refused(
            "The plan was made in the region 'eu-west-1', and this service works in 'us-east-1'; nothing was done. Load it with a service of that region.",
            () => PlanGuards.CheckOrigin("eu-west-1", "111122223333", "us-east-1", "111122223333"));
        Refused(
            "The plan was made in the account '444455556666', and its instances belong to '111122223333'; nothing was done. Load it with a service of that "
            + "account.",
            () => PlanGuards.CheckOrigin("us-east-1", "444455556666", "us-east-1", "111122223333"));
    }

    [Fact]
    public void CheckCount_MoreThanTheLimit_NamesTheLimitThatCounts()
    {
        PlanGuards.CheckCount(3, Stop, 3);
        PlanGuards.CheckCount(4, Stop with { MaxInstances = 4 }, 3);

        Refused(
            "The plan would stop 4 instances (tag:Env=dev), more than the limit of 3; nothing was done. Narrow the selector or raise Guards.MaxInstances.",
            () => PlanGuards.CheckCount(4, Stop, 3));
        Refused(
            "The plan would stop 3 instances (tag:Env=dev), more than the limit of 2; nothing was done. Narrow the selector or raise the request's "
            + "MaxInstances.",
            () => PlanGuards.CheckCount(3, Stop with { MaxInstances = 2 }, 3));
    }

    [Fact]
    public void CheckPercent_MoreThanTheShare_IsRefused()
    {
        PlanGuards.CheckPercent(5, 20, Stop, 25);

        Refused(
            "The plan would stop 6 of the 20 instances in scope (tag:Env=dev), more than the limit of 25 percent; nothing was done. Narrow the selector or "
            + "raise Guards.MaxPercent.",
            () => PlanGuards.CheckPercent(6, 20, Stop, 25));
    }

    private static void Refused(string message, Action check) => Assert.Equal(message, Assert.Throws<PlanRefusedException>(check).Message);
}
