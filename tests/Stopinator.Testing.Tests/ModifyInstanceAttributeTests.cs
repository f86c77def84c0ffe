using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class ModifyInstanceAttributeTests : IAsyncDisposable
{
    private const string Running = "i-0000000a";
    private const string Stopped = "i-0000000b";

    private readonly SimulatedEc2 _ec2 = SimulatedEc2.Create(
        fleet =>
        {
            fleet.Add(Running, instance => instance.Tagged("Owner", "us"));
            fleet.Add(Stopped, instance => instance.Stopped());
        },
        new() { IamRule = new IamRule("Owner", "us") { Actions = new HashSet<string> { "ModifyInstanceAttribute" } } });

    private readonly Ec2QueryClient _client;

    public ModifyInstanceAttributeTests()
    {
        _ec2.SetTag(Stopped, "Owner", "us");
        _client = new Ec2QueryClient(_ec2);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Theory]
    [InlineData("disableApiStop", "true")]
    [InlineData("disableApiTermination", "true")]
    [InlineData("instanceInitiatedShutdownBehavior", "terminate")]
    [InlineData("instanceType", "m5.large")]
    public async Task Modify_InEitherForm_ChangesTheAttribute(string attribute, string value)
    {
        Assert.NotEqual(value, await DescribeAsync(attribute));

        var named = await ModifyAsync(Stopped, ("Attribute", attribute), ("Value", value));

        Assert.Equal("true", named.Text("return"));
        Assert.Equal(value, await DescribeAsync(attribute));
        Assert.Equal(200, (await ModifyAsync(Stopped, ($"{char.ToUpperInvariant(attribute[0])}{attribute[1..]}.Value", value))).Status);
    }

    [Fact]
    public async Task Modify_OfStopProtection_PreventsAndAllowsStops()
    {
        await ModifyAsync(Running, ("DisableApiStop.Value", "true"));
        Assert.Equal("OperationNotPermitted", (await _client.OnInstancesAsync("StopInstances", Running)).ErrorCode);

        await ModifyAsync(Running, ("DisableApiStop.Value", "false"));
        Assert.Equal(200, (await _client.OnInstancesAsync("StopInstances", Running)).Status);
    }

    [Fact]
    public async Task Modify_OfTheType_CountsForTheCapacityOfTheNext()
    {
        _ec2.SetCapacity("p5.48xlarge", "us-east-1a", 0);
        await ModifyAsync(Stopped, ("InstanceType.Value", "p5.48xlarge"));

        Assert.Equal("InsufficientInstanceCapacity", (await _client.OnInstancesAsync("StartInstances", Stopped)).ErrorCode);
        Assert.Equal("p5.48xlarge", _ec2[Stopped].InstanceType);
    }

    [Fact]
    public async Task Modify_WithoutPermission_IsRefused()
    {
        _ec2.SetTag(Running, "Owner", "them");

        Assert.Equal("UnauthorizedOperation", (await ModifyAsync(Running, ("DisableApiStop.Value", "true"))).ErrorCode);
        Assert.False(_ec2[Running].StopProtected);
    }

    private Task<Ec2Reply> ModifyAsync(string id, params (string Name, string Value)[] parameters) =>
        _client.CallAsync("ModifyInstanceAttribute", [("InstanceId", id), .. parameters]);

    private async Task<string?> DescribeAsync(string attribute) =>
        (await _client.CallAsync("DescribeInstanceAttribute", ("InstanceId", Stopped), ("Attribute", attribute))).Text(attribute + "/value");
}
