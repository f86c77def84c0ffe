using System.Reflection;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Stopinator.Diagnostics;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Diagnostics;

public sealed class LogTests
{
    private const string Secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
    private const string Token = "IQoJb3JpZ2luX2VjEXAMPLETOKEN";

    [Fact]
    public void Messages_Ids_AreStableAndEachIsUsedOnce() =>
        Assert.Equal(
            [
                (1, "Planned"), (2, "RunEnded"), (3, "RunEndedWithFailures"), (4, "CallRepeated"), (5, "BatchAccepted"), (6, "BatchRefused"),
                (7, "RunCutShort"), (8, "InstanceSettled"), (9, "StatesUnreadable"), (10, "ProgressFailed"), (11, "RateLimitAwaited"), (12, "ClientRepeats"),
                (13, "WaveBegins"), (14, "WaveEnded"), (15, "WavesHalted"), (16, "ObserverFailed"), (17, "ObserversUntold"),
            ],
            typeof(Log).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Select(method => (method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId, method.Name)).Order());

    [Fact]
    public async Task Run_Successful_TellsPlanAndEndAsInformation()
    {
        var log = await RunAsync(_ => { });

        Assert.Equal([1, 2], log.Where(entry => entry.Level == LogLevel.Information).Select(entry => entry.Id.Id));
        Assert.DoesNotContain(log, entry => entry.Level > LogLevel.Information);
    }

    [Fact]
    public async Task Run_WithFailuresAndRepeats_TellsThem()
    {
        var log = await RunAsync(ec2 =>
        {
            ec2.Faults.On("StopInstances").Nth(1).Throttle();
            ec2.Faults.On("StopInstances").Nth(2).Fail("SomethingNew", "refused");
        });

        Assert.Contains(log, entry => entry is { Level: LogLevel.Debug, Id.Id: 4 } && entry.Message.Contains("RequestLimitExceeded to attempt 1", StringComparison.Ordinal));
        Assert.Contains(log, entry => entry is { Level: LogLevel.Information, Id.Id: 6 } && entry.Message.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithEverythingGoingWrong_LogsNoSecret()
    {
        var log = await RunAsync(ec2 =>
        {
            ec2.Faults.On("StopInstances").Nth(1).Throttle();
            ec2.Faults.On("StopInstances").Nth(2).Fail("SomethingNew", "refused");
            ec2.Faults.On("StopInstances").Nth(3).DropConnection(beforeActing: true);
            ec2.Faults.On("StopInstances").Nth(5).Fail("AuthFailure", "AWS was not able to validate the provided access credentials");
        });

        Assert.NotEmpty(log);
        Assert.All(log, entry => Assert.All(
            [Secret, Token, "Signature=", "AWS4-HMAC"], secret => Assert.DoesNotContain(secret, TextOf(entry), StringComparison.Ordinal)));
    }

    // All that a logger can write of an entry.
    private static string TextOf(FakeLogRecord entry) => $"{entry.Message} {string.Join(' ', entry.StructuredState ?? [])} {entry.Exception}";

    private static async Task<IReadOnlyList<FakeLogRecord>> RunAsync(Action<SimulatedEc2> spoil)
    {
        var log = new FakeLogCollector();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(log)));
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(4, _ => { }), options => options.Credentials = new SessionAWSCredentials("AKIDEXAMPLE", Secret, Token));
        spoil(lab.Ec2);
        using var handler = lab.Ec2.CreateHandler();
        using var service = new InstancePowerService(lab.Options, lab.Clock, loggers, OwnClient.Over(handler, lab.Options));

        await lab.Clock.RunAsync(() => service.StopAsync(InstanceSelector.All));

        return log.GetSnapshot();
    }
}
