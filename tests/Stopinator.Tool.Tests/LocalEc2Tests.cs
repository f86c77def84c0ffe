using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Tests.Shared;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The command local-ec2, as a process of its own, and the sample LocalEc2, which is the same program.</summary>
public sealed class LocalEc2Tests
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Theory]
    [InlineData("""{ "instances": [ { "cont": 2 } ] }""", "$.instances[0].cont: there is no such property. The properties here are count, id,")]
    [InlineData("""{ "instances": [ { "id": "i-1" } ] }""", "$.instances[0].id: 'i-1' is not an instance id")]
    [InlineData("""{ "instances": [ { "state": "sleeping" } ] }""", "$.instances[0].state: ")]
    [InlineData("""{ "instances": [ { "count": 2 }, { "id": "i-00000000000000002" } ] }""", "i-00000000000000002")]
    [InlineData("""{ "region": "us-east-1" }""", "$.region: there is no such property. The properties here are $schema, instances, capacity.")]
    [InlineData("null", "$: an object is expected, not null.")]
    [InlineData("{", "The document is not valid JSON:")]
    public async Task Fleet_AFileWithAMistake_NamesThePathAndTheReason(string json, string reason)
    {
        await using var lab = ToolLab.Create();
        var path = lab.Write("fleet.json", json);

        var result = await lab.RunAsync("local-ec2", "--fleet", "fleet.json");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith($"The fleet file {path} is invalid: ", result.Messages, StringComparison.Ordinal);
        Assert.Contains(reason, result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [LongInlineData(false)]
    [InlineData(true)]
    public async Task Fleet_OfAFile_IsServedUntilCtrlC(bool isSample)
    {
        await using var lab = ToolLab.Create();
        var fleet = lab.Write("fleet.json", """
            {
              "instances": [
                { "count": 2, "name": "web-{n}", "type": "t3.small", "zone": "b", "tags": { "Env": "dev" } },
                { "id": "i-0123456789abcdef0", "name": "db", "state": "stopped", "hibernatable": true }
              ]
            }
            """);
        string[] line = ["--port", "0", "--region", "eu-west-1", "--fleet", fleet, "--seconds", "0"];
        using var server = isSample ? ToolProcess.StartLocalEc2(line) : ToolProcess.Start(["local-ec2", .. line]);
        var endpoint = await EndpointAsync(server, "3 instances at");

        var found = await ToolProcess.RunAsync(
            "find", "all", "--endpoint", endpoint, "--region", "eu-west-1", "--columns", "name,type,zone,state", "-o", "markdown");
        var started = await ToolProcess.RunAsync(
            "start", "id=i-0123456789abcdef0", "--endpoint", endpoint, "--region", "eu-west-1", "--yes");
        await server.InterruptAsync();
        var ended = await server.EndAsync();

        Assert.Equal(
            ["| web-1 | t3.small | eu-west-1b | running |", "| web-2 | t3.small | eu-west-1b | running |", "| db    | t3.micro | eu-west-1a | stopped |"],
            found.Lines[2..5]);
        Assert.Equal((0, 0), (started.Code, ended.Code));
        Assert.Contains($"export AWS_ENDPOINT_URL_EC2={endpoint} AWS_REGION=eu-west-1 ", ended.Output, StringComparison.Ordinal);
        Assert.Contains("StartInstances, 1 instance: 200", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_InUse_NamesTheOption()
    {
        await using var lab = ToolLab.Create();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var result = await lab.RunAsync("local-ec2", "--port", port);

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains(port, result.Messages, StringComparison.Ordinal);
        Assert.EndsWith(". --port takes another port, and 0 takes a free one.\n", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_FaultsLimitsLagAndClock_AreThoseOfTheControlEndpoint()
    {
        using var server = ToolProcess.Start(
            "local-ec2", "--port", "0", "--instances", "3", "--stopped", "1", "--tag", "Env=dev", "--tag", "App=shop", "--seconds", "0.5",
            "--lag", "0.25", "--speed", "60", "--control", "--quiet",
            "--fault", """{"action":"StopInstances","fail":{"code":"UnauthorizedOperation","status":403}}""",
            "--fault", """{"action":"RebootInstances","throttle":true}""",
            "--rate-limits", "0.5",
            "--rate-limits", """{"action":"StartInstances","requests":{"capacity":0,"perSecond":0}}""");
        var endpoint = await EndpointAsync(server, "3 instances at");

        using var shown = JsonDocument.Parse(
            await Http.GetStringAsync(new Uri($"{endpoint}_stopinator/"), TestContext.Current.CancellationToken));
        var found = await ToolProcess.RunAsync("find", "tag:App=shop", "--endpoint", endpoint, "-o", "ids");
        var stopped = await ToolProcess.RunAsync("stop", "tag:Env=dev", "--endpoint", endpoint, "--yes", "-o", "json");
        using var client = new AmazonEC2Client(
            new BasicAWSCredentials("any", "key"),
            new AmazonEC2Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var limited = await Assert.ThrowsAsync<AmazonEC2Exception>(
            () => client.StartInstancesAsync(new() { InstanceIds = [found.Lines[0]] }, TestContext.Current.CancellationToken));
        await server.InterruptAsync();
        var ended = await server.EndAsync();

        var root = shown.RootElement;
        Assert.Equal((60d, 0.25, 3), (root.GetProperty("speed").GetDouble(), root.GetProperty("describeLagSeconds").GetDouble(), root.GetProperty("instances").GetInt32()));
        Assert.Equal(3, found.Lines.Length);
        Assert.Equal((1, 2), (stopped.Code, PowerReport.FromJson(stopped.Output).Count(Outcome.Failed)));
        Assert.Equal("RequestLimitExceeded", limited.ErrorCode);
        Assert.Equal(0, ended.Code);
        Assert.DoesNotContain("StopInstances, ", ended.Output, StringComparison.Ordinal);
    }

    private static async Task<string> EndpointAsync(ToolProcess server, string text) => (await server.ReadUntilAsync(text)).Split(' ')[3];
}
