using System.Text.Json;
using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Tests.Runtime;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Lambda.Tests;

/// <summary>The function on a client that is handed over.</summary>
[Collection(TraceVariable.Name)]
public sealed class FunctionClientTests
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["STOPINATOR_SCOPE"] = "tag:Env=dev" };

    [Fact]
    public async Task Serve_ClientHandedOver_AnswersThroughIt()
    {
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);
        using var end = new CancellationTokenSource();
        var loop = StopinatorFunction.ServeAsync(lambda.Api, Settings, configure: null, FunctionClient.Of(ec2.CreateClient()), schedules: null, end.Token);

        var answer = await lambda.InvokeAsync("""{"action":"stop"}""");

        Assert.True(answer.IsResponse, answer.Body);
        Assert.Equal("stop: 3 accepted (of 3 instances, 1 call).", answer.Json.GetProperty("summary").GetString());
        await end.CancelAsync();
        Assert.Equal(0, await loop);
    }

    [Fact]
    public async Task Dispose_ClientHandedOver_IsLeftAlone()
    {
        await using var ec2 = SimulatedEc2.Create(FunctionLab.Fleet);
        using var client = ec2.CreateClient();
        using (var first = StopinatorFunction.Create(Settings, client, log: Stream.Null))
        {
            await first.InvokeAsync(Event());
        }

        using var second = StopinatorFunction.Create(Settings, client, log: Stream.Null);

        Assert.NotNull(await second.InvokeAsync(Event()));
    }

    [Fact]
    public void Create_NoClientWhereOneIsExpected_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => StopinatorFunction.Create(Settings, ec2: null!));
        Assert.Throws<ArgumentNullException>(() => { _ = StopinatorFunction.RunAsync([], ec2: null!); });
    }

    [Fact]
    public void Create_OptionsOfAClientOfItsOwn_AreRefusedTogether()
    {
        var refused = Assert.Throws<FunctionSettingsException>(() => StopinatorFunction.Create(
            Settings,
            Substitute.For<IAmazonEC2>(),
            options =>
            {
                options.Ec2.Region = "eu-west-1";
                options.Ec2.Profile = "dev";
                options.Ec2.EndpointUrl = new Uri("http://127.0.0.1:5577");
                (options.Ec2.UseFips, options.Ec2.UseDualStack) = (false, true);
                options.Credentials = new AnonymousAWSCredentials();
            }));

        Assert.Equal(
            "The settings cannot be used: The options set Ec2.Region, Ec2.Profile, Ec2.EndpointUrl, Ec2.UseFips, Ec2.UseDualStack, Credentials, "
            + "but the IAmazonEC2 handed over has its own settings. Remove one of the two.",
            refused.Message);
    }

    [Theory]
    [InlineData("information", 1)]
    [InlineData("warning", 1)]
    [InlineData("none", 0)]
    public async Task Invoke_ClientThatRepeats_IsNamedInOneLine(string level, int lines)
    {
        await using var lab = Repeating(("STOPINATOR_LOG_LEVEL", level), ("STOPINATOR_METRICS", "false"));

        await lab.InvokeAsync("""{"action":"stop"}""");
        await lab.InvokeAsync("""{"action":"stop"}""");

        var warnings = lab.Lines.Where(line => Text(line, "event") == "client-repeats").ToArray();
        Assert.Equal(lines, warnings.Length);
        Assert.All(warnings, line => Assert.Equal("warning", Text(line, "level")));
        Assert.All(warnings, line => Assert.Contains("MaxErrorRetry 4", Text(line, "text"), StringComparison.Ordinal));
        Assert.All(lab.Lines, line => Assert.Contains(Text(line, "event"), new[] { "client-repeats", "run" }));
    }

    [Fact]
    public async Task Invoke_RebootThroughAClientThatRepeats_IsRefused()
    {
        await using var lab = Repeating();

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(() => lab.InvokeAsync("""{"action":"reboot"}"""));

        Assert.Contains("MaxErrorRetry 4", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "RebootInstances");
    }

    private static FunctionLab Repeating(params (string Name, string Value)[] settings) =>
        FunctionLab.Create(FunctionLab.Fleet, configure: null, client => client.MaxErrorRetry = 4, settings);

    private static MemoryStream Event() => new("""{"action":"stop"}"""u8.ToArray());

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
