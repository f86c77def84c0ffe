namespace Stopinator.Tests.Support;

/// <summary>Assertions on reports that many tests share.</summary>
internal static class ReportAssert
{
    public static InstanceOutcome Of(this PowerReport report, string instanceId) =>
        Assert.Single(report.Instances, outcome => outcome.InstanceId == instanceId);

    /// <summary>The one instance of a report came to an outcome for a reason.</summary>
    public static InstanceOutcome Only(PowerReport report, Outcome outcome, ReasonCode reason)
    {
        var only = Assert.Single(report.Instances);
        Assert.Equal((outcome, reason), (only.Outcome, only.Reason));
        Assert.NotEmpty(only.Message);
        return only;
    }

    /// <summary>All instances came to an outcome for a reason.</summary>
    public static void All(PowerReport report, int count, Outcome outcome, ReasonCode reason)
    {
        Assert.Equal(count, report.Instances.Length);
        Assert.All(report.Instances, instance => Assert.Equal((outcome, reason), (instance.Outcome, instance.Reason)));
    }
}
