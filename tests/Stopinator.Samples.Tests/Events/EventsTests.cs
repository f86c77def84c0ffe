using Stopinator.Samples.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Events;

/// <summary>Every example event, fed to the published program.</summary>
public sealed class EventsTests(PublishedNightStop function) : IClassFixture<PublishedNightStop>
{
    /// <summary>The time at which the events of the files were sent.</summary>
    private const string Sent = "2026-11-20T19:00:00Z";

    /// <summary>The effect of each event: the outcome for the two running instances, or the error.</summary>
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["eventbridge/events/dry-run.json"] = "dry-run",
        ["eventbridge/events/rule-constant.json"] = "accepted",
        ["eventbridge/events/rule.json"] = "accepted",
        ["eventbridge/events/schedule.json"] = "accepted",
        ["eventbridge/events/schedule-reconcile.json"] = "nothing selected",
        ["eventbridge/events/state-change.json"] = "EventNotPermittedException",
        ["http-api/events/dry-run.json"] = "dry-run",
        ["http-api/events/start.json"] = "already-there",
        ["http-api/events/stop.json"] = "accepted",
    };

    public static TheoryData<string> Files { get; } =
    [
        .. Directory.GetFiles(Sample.Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Sample.Folder, file).Replace('\\', '/'))

            // What a state machine is started with is no event of the function.
            .Where(file => file.Split('/') is [not "step-functions", "events", _])
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Files_OfEvents_AreAllExpected() => Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), Files.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Invoke_EventOfAFile_DoesWhatItIsFor(string file)
    {
        LongTests.Require();
        await using var ec2 = await StartAsync();
        var json = (await File.ReadAllTextAsync(Sample.PathOf(file), TestContext.Current.CancellationToken))
            .Replace(
                Sent,
                DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal);

        var answer = await function.InvokeAsync(ec2, json);

        var expected = Expected[file];
        if (expected.EndsWith("Exception", StringComparison.Ordinal))
        {
            Assert.Equal((false, expected), (answer.IsResponse, answer.ErrorType));
            Assert.Empty(ec2.Calls);
        }
        else
        {
            Assert.True(answer.IsResponse, answer.Body);
            Assert.Contains(expected, answer.Body, StringComparison.Ordinal);
            Assert.Equal(expected == "accepted" ? 2 : 0, ec2.Instances.Count(instance => instance.Stops == 1));
            Assert.All(ec2.Instances.Where(instance => instance.Tags["Env"] != "dev"), instance => Assert.Equal(0, instance.Stops));
        }
    }

    [Theory]
    [InlineData("eventbridge/events/schedule.json")]
    [InlineData("eventbridge/events/rule.json")]
    public async Task Invoke_EventThatComesADayLate_IsRefused(string file)
    {
        LongTests.Require();
        await using var ec2 = await StartAsync();

        var answer = await function.InvokeAsync(
            ec2, await File.ReadAllTextAsync(Sample.PathOf(file), TestContext.Current.CancellationToken));

        Assert.Equal((false, "StaleEventException"), (answer.IsResponse, answer.ErrorType));
        Assert.Empty(ec2.Calls);
    }

    private static Task<SimulatedEc2> StartAsync() => SimulatedEc2.StartAsync(
        fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("Env", "dev").Running());
            fleet.Add(instance => instance.Tagged("Env", "prod").Running());
        },
        cancellationToken: TestContext.Current.CancellationToken);
}
