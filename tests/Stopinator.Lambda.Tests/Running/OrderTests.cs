using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Tests.Support;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>Waves and readiness by settings and events.</summary>
public sealed class OrderTests
{
    private const string Database = "i-00000000000000001";
    private const string Application = "i-00000000000000002";

    private static readonly (string, string)[] Ordered =
        [("STOPINATOR_ORDER_TAG", "stopinator:wave"), ("STOPINATOR_ORDER_GROUP_TAG", "stopinator:group")];

    [Fact]
    public async Task Invoke_OrderTag_StopsTheApplicationBeforeItsDatabase()
    {
        await using var lab = Lab(isRunning: true, Ordered);

        // A stop by default waits for nothing but the earlier wave.
        var report = await lab.InvokeAsync("""{"action":"stop"}""");

        Assert.Equal(
            [[Application], [Database]], lab.Ec2.Calls.Where(call => call.Action == "StopInstances").Select(call => call.InstanceIds));
        Assert.Equal(
            [(1, "shop"), (2, "shop")],
            report.GetProperty("instances").EnumerateArray().Select(instance => (instance.GetProperty("wave").GetInt32(), instance.GetProperty("group").GetString()!)));
    }

    [Fact]
    public async Task Invoke_TimeIsShort_TheNextCommandAwaitsTheUnfinishedWave()
    {
        await using var lab = Lab(isRunning: false, Ordered);

        var first = await lab.InvokeAsync("""{"action":"start","synchronous":true}""", TimeSpan.FromMinutes(1));
        var remaining = first.GetProperty("remaining");
        var second = await lab.InvokeAsync(remaining.GetRawText());

        Assert.Equal(Database, Assert.Single(remaining.GetProperty("awaitFirst").EnumerateArray()).GetString());
        Assert.True(second.GetProperty("isSuccess").GetBoolean());
        var started = Assert.Single(lab.Ec2.Calls, call => call.Action == "StartInstances");
        Assert.True(started.ReceivedAt >= FunctionLab.Now.AddMinutes(2));
    }

    [Fact]
    public async Task Invoke_AwaitFirstWithoutAnOrder_IsRefused()
    {
        await using var lab = Lab(isRunning: false);

        var exception = await Assert.ThrowsAsync<MalformedEventException>(
            () => lab.InvokeAsync($$"""{"action":"start","awaitFirst":["{{Database}}"]}"""));

        Assert.Contains("set STOPINATOR_ORDER_TAG", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_Reboot_HasNoOrder()
    {
        await using var lab = Lab(isRunning: true, [.. Ordered, ("STOPINATOR_AWAIT", "status-checks")]);

        Assert.True((await lab.InvokeAsync("""{"action":"reboot"}""")).GetProperty("isSuccess").GetBoolean());
    }

    [Fact]
    public async Task Invoke_AwaitStatusChecks_ReadsThem()
    {
        await using var lab = Lab(isRunning: true, ("STOPINATOR_AWAIT", "status-checks"));

        await lab.InvokeAsync("""{"action":"start","await":"nothing"}""");
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "DescribeInstanceStatus");

        await lab.InvokeAsync("""{"action":"start"}""");
        Assert.Contains(lab.Ec2.Calls, call => call.Action == "DescribeInstanceStatus");
    }

    [Fact]
    public async Task Invoke_AwaitStatusChecksOfAStop_AwaitsTheState()
    {
        await using var lab = Lab(isRunning: true);

        var report = await lab.InvokeAsync("""{"action":"stop","await":"status-checks"}""");

        Assert.Equal(2, report.GetProperty("counts").GetProperty("reached").GetInt32());
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "DescribeInstanceStatus");
    }

    [Theory]
    [InlineData("""{"action":"start","await":"ready"}""", "it takes nothing, state, status-checks")]
    [InlineData("""{"action":"start","await":"state","verify":true}""", "the older form")]
    public async Task Invoke_AwaitThatIsNone_IsRefused(string json, string expected)
    {
        await using var lab = Lab(isRunning: false);

        Assert.Contains(
            expected, (await Assert.ThrowsAsync<MalformedEventException>(() => lab.InvokeAsync(json))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Settings_GiveOrderAndAwait()
    {
        var settings = Read([.. Ordered, ("STOPINATOR_AWAIT", "status-checks")]);

        Assert.Equal(PowerOrder.ByTag("stopinator:wave", groupBy: "stopinator:group"), settings.Order);
        Assert.Equal(PowerAwait.StatusChecks, settings.Await);
        Assert.Equal(PowerAwait.State, Read(("STOPINATOR_VERIFY", "true")).Await);
        Assert.Null(Read().Order);
        Assert.Null(Read().Await);
    }

    [Fact]
    public void Read_SettingsThatContradict_AreRefused()
    {
        var exception = Assert.Throws<FunctionSettingsException>(
            () => Read(("STOPINATOR_AWAIT", "state"), ("STOPINATOR_VERIFY", "true"), ("STOPINATOR_ORDER_GROUP_TAG", "group")));

        Assert.Contains("STOPINATOR_AWAIT and STOPINATOR_VERIFY are both set", exception.Message, StringComparison.Ordinal);
        Assert.Contains("STOPINATOR_ORDER_GROUP_TAG is set without STOPINATOR_ORDER_TAG", exception.Message, StringComparison.Ordinal);
    }

    // The database is on its way for two minutes.
    private static FunctionLab Lab(bool isRunning, params (string Name, string Value)[] settings) => FunctionLab.Create(
        fleet =>
        {
            fleet.Add(Database, i => _ = (isRunning ? i.Running() : i.Pending(TimeSpan.FromMinutes(2))).Tagged("stopinator:wave", "1").Tagged("stopinator:group", "shop").Tagged("Env", "dev"));
            fleet.Add(Application, i => _ = (isRunning ? i.Running() : i.Stopped()).Tagged("stopinator:wave", "2").Tagged("stopinator:group", "shop").Tagged("Env", "dev"));
        },
        settings);

    private static FunctionSettings Read(params (string Name, string Value)[] settings) => SettingsReader.Read(
        settings.Append(("STOPINATOR_SCOPE", "tag:Env=dev")).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal));
}
