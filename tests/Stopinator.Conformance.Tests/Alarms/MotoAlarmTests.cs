using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stopinator.Conformance.Tests.Endpoints;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Lambda;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.Alarms;

/// <summary>The recipe for idle instances, from the alarm to the stop, with the CloudWatch and the EC2 of moto.</summary>
/// <remarks>moto has no way from an alarm to a function, so the test builds the event from the alarm as moto describes it.</remarks>
public sealed partial class MotoAlarmTests(MotoServer moto) : IClassFixture<MotoServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await moto.ResetAsync();
        await Tools.RequireCliAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [LongFact]
    public async Task Recipe_AlarmGoesOff_StopsItsInstanceAndNoOther()
    {
        var idle = Assert.Single(await moto.LaunchAsync(new Launch(("Env", "dev"))));
        var busy = Assert.Single(await moto.LaunchAsync(new Launch(("Env", "dev"))));
        var blocks = Blocks();
        using var function = StopinatorFunction.Create(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["STOPINATOR_SCOPE"] = "tag:Env=dev", ["STOPINATOR_EVENT_ALLOW"] = "alarm" },
            options =>
            {
                var here = Clients.OptionsFor(moto.Endpoint!);
                (options.Credentials, options.Ec2.Region, options.Ec2.EndpointUrl) = (here.Credentials, here.Ec2.Region, here.Ec2.EndpointUrl);
            },
            log: Stream.Null);

        await RunAsync(blocks[0], idle);
        var quiet = await InvokeAsync(function, await EventAsync());
        await RunAsync(blocks[1], idle);
        var answer = await InvokeAsync(function, await EventAsync());
        var again = await InvokeAsync(function, await EventAsync());

        Assert.Contains("and only ALARM stops. Nothing was done.", quiet.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal("stop: 1 accepted (of 1 instance, 1 call).", answer.GetProperty("summary").GetString());
        Assert.Equal("stop: 1 already there (of 1 instance, 0 calls).", again.GetProperty("summary").GetString());
        Assert.Equal([("stopped", idle), ("running", busy)], await StatesAsync(idle, busy));
    }

    private static string[] Blocks() =>
        [.. Block().Matches(Repository.Read("docs/recipes.md")).Select(match => match.Groups["script"].Value)];

    [GeneratedRegex("<!-- alarm -->\n```sh\n(?<script>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    private async Task RunAsync(string script, string instanceId)
    {
        var result = await ChildProcess.RunAsync(
            "bash", "-euc", $"export AWS_ENDPOINT_URL={moto.Endpoint!.AbsoluteUri} INSTANCE_ID={instanceId}\n{script}");
        Assert.True(result!.ExitCode == 0, result.Errors);
    }

    private async Task<JsonNode> CloudWatchAsync(string command, params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(
            "aws", ["--endpoint-url", moto.Endpoint!.AbsoluteUri, "--output", "json", "cloudwatch", command, .. arguments]);
        Assert.True(result!.ExitCode == 0, result.Errors);
        return JsonNode.Parse(result.Output)!;
    }

    private async Task<string> EventAsync()
    {
        var alarm = Assert.Single((await CloudWatchAsync("describe-alarms"))["MetricAlarms"]!.AsArray())!;
        var arn = alarm["AlarmArn"]!.ToString();
        var dimensions = alarm["Dimensions"]!.AsArray().Select(
            each => KeyValuePair.Create<string, JsonNode?>(each!["Name"]!.ToString(), each["Value"]!.ToString()));
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
            ["detail-type"] = "CloudWatch Alarm State Change",
            ["source"] = "aws.cloudwatch",
            ["account"] = arn.Split(':')[4],
            ["time"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["region"] = arn.Split(':')[3],
            ["resources"] = new JsonArray(arn),
            ["detail"] = new JsonObject
            {
                ["alarmName"] = alarm["AlarmName"]!.ToString(),
                ["state"] = new JsonObject { ["value"] = alarm["StateValue"]!.ToString() },
                ["configuration"] = new JsonObject
                {
                    ["metrics"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "m1",
                        ["metricStat"] = new JsonObject
                        {
                            ["metric"] = new JsonObject { ["namespace"] = alarm["Namespace"]!.ToString(), ["dimensions"] = new JsonObject(dimensions) },
                        },
                    }),
                },
            },
        }.ToJsonString();
    }

    private static async Task<JsonElement> InvokeAsync(StopinatorFunction function, string json)
    {
        await using var answer = await function.InvokeAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(json)), cancellationToken: TestContext.Current.CancellationToken);
        return (await JsonDocument.ParseAsync(answer, cancellationToken: TestContext.Current.CancellationToken)).RootElement;
    }

    private async Task<(string State, string Id)[]> StatesAsync(params string[] ids)
    {
        using var power = Clients.NewService(moto.Endpoint!);
        var states = new List<(string, string)>();
        await foreach (var instance in power.FindAsync(InstanceSelector.ById(ids), TestContext.Current.CancellationToken))
        {
            states.Add((instance.State == PowerState.Running ? "running" : "stopped", instance.InstanceId));
        }

        return [.. states.OrderBy(state => Array.IndexOf(ids, state.Item2))];
    }
}
