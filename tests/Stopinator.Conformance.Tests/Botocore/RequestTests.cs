using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;
using Stopinator.Tests.Support;

namespace Stopinator.Conformance.Tests.Botocore;

/// <summary>The requests our client sends are those botocore would send and sign, byte for byte.</summary>
public sealed class RequestTests(BotocoreJudge botocore)
{
    private const string Ids = """["i-00000000000000001","i-00000000000000002"]""";

    /// <summary>Our call, and the same one as botocore takes it: the operation and its arguments.</summary>
    public static TheoryData<string, string, string> Calls { get; } = new()
    {
        {
            "describe by filters", "DescribeInstances",
            """
            {"Filters":[{"Name":"tag:Größe/Cost Center","Values":["ü € 1*","a&b=c+d%20~-_.!'()","\\*\\?\\\\",""]},
            {"Name":"instance-state-name","Values":["running"]}],"MaxResults":1000,"NextToken":"a+/="}
            """
        },
        { "describe by ids", "DescribeInstances", $$"""{"InstanceIds":{{Ids}}}""" },
        { "start", "StartInstances", $$"""{"InstanceIds":{{Ids}}}""" },
        { "start dry", "StartInstances", $$"""{"InstanceIds":{{Ids}},"DryRun":true}""" },
        { "stop", "StopInstances", $$"""{"InstanceIds":{{Ids}}}""" },
        { "stop to hibernate", "StopInstances", $$"""{"InstanceIds":{{Ids}},"Hibernate":true}""" },
        { "stop by force", "StopInstances", $$"""{"InstanceIds":{{Ids}},"Force":true}""" },
        { "stop without shutdown", "StopInstances", $$"""{"InstanceIds":{{Ids}},"SkipOsShutdown":true,"DryRun":true}""" },
        { "reboot", "RebootInstances", $$"""{"InstanceIds":{{Ids}},"DryRun":true}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Request_OfEachCall_IsTheOneBotocoreSendsAndSigns(string call, string operation, string arguments)
    {
        var sent = await SendAsync(call);
        var signed = sent.Authorization("SignedHeaders").Split(';');

        var form = await botocore.AskAsync("form", operation, JsonNode.Parse(arguments));
        var signature = await botocore.AskAsync(
            "signature", sent.Method, $"http://{sent.Headers["Host"]}{sent.Path}", signed.ToDictionary(name => name, name => sent.Headers[name]),
            sent.Body, ChildProcess.AccessKeyId, "secret", "token", ChildProcess.Region);

        Assert.Equal(("POST", "/"), (sent.Method, sent.Path));
        Assert.Equal("application/x-www-form-urlencoded", sent.Headers["content-type"].Split(';')[0]);
        Assert.Equal(
            form.AsObject().Select(field => (field.Key, (string)field.Value!)).OrderBy(field => field.Key, StringComparer.Ordinal),
            sent.Form.Select(field => (field.Key, field.Value)).OrderBy(field => field.Key, StringComparer.Ordinal));
        Assert.Equal((string?)signature, sent.Authorization("Signature"));
        Assert.Equal($"{ChildProcess.AccessKeyId}/{sent.Headers["X-Amz-Date"][..8]}/us-east-1/ec2/aws4_request", sent.Authorization("Credential"));
        Assert.All(["host", "x-amz-date", "x-amz-security-token"], name => Assert.Contains(name, signed));
        Assert.Equal("token", sent.Headers["x-amz-security-token"]);
    }

    private static async Task<SentRequest> SendAsync(string call)
    {
        await using var server = new RawServer(_ => "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        using var client = Clients.NewClient(server.Endpoint);
        await Assert.ThrowsAsync<Ec2Exception>(() => CallAsync(client, call));
        return SentRequest.Parse(Assert.Single(server.Requests));
    }

    private static Task CallAsync(Ec2Client client, string call)
    {
        var power = new PowerCall(["i-00000000000000001", "i-00000000000000002"]);
        var dry = power with { DryRun = true };
        return call switch
        {
            "describe by filters" => client.DescribeAsync(new InstanceQuery
            {
                Filters =
                [
                    new InstanceFilter("tag:Größe/Cost Center", ["ü € 1*", "a&b=c+d%20~-_.!'()", @"\*\?\\", ""]),
                    new InstanceFilter("instance-state-name", ["running"]),
                ],
                PageSize = 1000,
                PageToken = "a+/=",
            }),
            "describe by ids" => client.DescribeAsync(new InstanceQuery { InstanceIds = power.InstanceIds }),
            "start" => client.StartAsync(power),
            "start dry" => client.StartAsync(dry),
            "stop" => client.StopAsync(power),
            "stop to hibernate" => client.StopAsync(power with { StopMode = StopMode.Hibernate }),
            "stop by force" => client.StopAsync(power with { StopMode = StopMode.Force }),
            "stop without shutdown" => client.StopAsync(dry with { StopMode = StopMode.SkipOsShutdown }),
            "reboot" => client.RebootAsync(dry),
            _ => throw new ArgumentException(call, nameof(call)),
        };
    }
}
