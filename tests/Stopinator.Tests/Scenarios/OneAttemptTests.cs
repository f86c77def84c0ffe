using Amazon.Runtime;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>Counts the requests of a real connection in the server: our own client sends each attempt once, whatever its result.</summary>
public sealed class OneAttemptTests
{
    private const string Rebooted = "<RebootInstancesResponse><requestId>r</requestId><return>true</return></RebootInstancesResponse>";

    private const string Described =
        $"<DescribeInstancesResponse><requestId>r</requestId><reservationSet><item><ownerId>123456789012</ownerId><instancesSet><item><instanceId>{Some.Id}</instanceId>"
        + "<instanceState><code>16</code><name>running</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>";

    /// <summary>The reaction of the server after it has read a reboot.</summary>
    public static TheoryData<string, string?, Outcome> Answers { get; } = new()
    {
        { "reset", null, Outcome.Unknown },
        { "error after acting", Http("500 Internal Server Error", "<Response><Errors><Error><Code>InternalError</Code><Message>x</Message></Error></Errors></Response>"), Outcome.Unknown },
        { "redirect", Http("307 Temporary Redirect", "", "Location: /elsewhere\r\n"), Outcome.NotAttempted },
        { "page of a proxy", Http("200 OK", "<html>hello</html>"), Outcome.Unknown },
        { "accepted", Http("200 OK", Rebooted), Outcome.Accepted },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Reboot_WhateverIsAnswered_GoesOutOnce(string answer, string? bytes, Outcome outcome)
    {
        // The describe makes the connection, and the reboot goes over it again: a connection that is reused is where the SDK would send twice.
        await using var server = new RawServer(request => request == 1 ? Http("200 OK", Described) : bytes);
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret") };
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", server.Endpoint);
        options.Retry.TransientDelay = TimeSpan.FromMilliseconds(1);
        using var power = new InstancePowerService(options);

        var report = await power.RebootAsync(InstanceSelector.All);

        Assert.True(outcome == Assert.Single(report.Instances).Outcome, $"{answer}: {report.Instances[0]}");
        Assert.Equal((2, 1), (server.Requests.Count, report.Calls));
        Assert.Single(server.Requests, request => request.Contains("Action=RebootInstances", StringComparison.Ordinal));
    }

    private static string Http(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}";
}
