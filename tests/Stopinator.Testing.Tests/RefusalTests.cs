using System.Reflection;
using Stopinator.Testing.Actions;
using Stopinator.Testing.Tests.Support;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Tests;

/// <summary>The table of <see cref="Refusals"/> is true and complete.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    /// <summary>The errors that do not depend on an action; other tests provoke them.</summary>
    private static readonly string[] OfTheProtocol =
    [
        "IncompleteSignature", "InvalidAction", "MissingAction", "MissingAuthenticationToken", "RequestLimitExceeded", "SignatureDoesNotMatch",
    ];

    private readonly SimulatedEc2 _ec2 = Refusals.Simulate();
    private readonly Ec2QueryClient _client;

    public RefusalTests() => _client = new Ec2QueryClient(_ec2);

    public static TheoryData<string> Actions => [.. Ec2Actions.Names];

    public async ValueTask InitializeAsync() => await Refusals.PrepareAsync(_ec2, _client);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Refusals.ByRequest), MemberType = typeof(Refusals))]
    public async Task Call_ThatEc2Refuses_IsRefusedAndChangesNothing(string action, string request, int status, string code)
    {
        var before = _ec2.Instances.Select(instance => $"{instance} {instance.InstanceType} {instance.Tags.Count}").ToArray();

        var reply = await _client.SendAsync(action, request);

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
        Assert.False(string.IsNullOrEmpty(reply.ErrorMessage));
        Assert.Equal(before, _ec2.Instances.Select(instance => $"{instance} {instance.InstanceType} {instance.Tags.Count}"));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Call_OfEveryAction_HasTheCommonErrors(string action)
    {
        var accepted = Refusals.Accepted[action];
        foreach (var (added, status, code) in Refusals.OfEveryAction)
        {
            var reply = await _client.SendAsync(action, $"{accepted}&{added}");
            Assert.Equal((added, status, code), (added, reply.Status, reply.ErrorCode));
        }

        using var unsigned = _client.Post([("Action", action), ("Version", "2016-11-15")], authorization: null);
        Assert.Equal("MissingAuthenticationToken", (await _client.SendAsync(unsigned)).ErrorCode);
        Assert.Equal(200, (await _client.SendAsync(action, accepted)).Status);

        _ec2.RateLimits.On(action).Requests(0, 0);
        var throttled = await _client.SendAsync(action, accepted);
        Assert.Equal((503, "RequestLimitExceeded"), (throttled.Status, throttled.ErrorCode));
    }

    [Fact]
    public void Table_OfErrors_IsComplete()
    {
        var known = typeof(Ec2Errors).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (SimulatedError)method.Invoke(null, [.. method.GetParameters().Select(Argument)])!)
            .Select(error => error.Code)
            .ToHashSet(StringComparer.Ordinal);

        var played = Refusals.ByRequest.Select(row => row.Data.Item4).Concat(Refusals.OfEveryAction.Select(row => row.Code))
            .Concat(OfTheProtocol);

        Assert.Equal(known.Order(StringComparer.Ordinal), played.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static object Argument(ParameterInfo parameter) => parameter.ParameterType == typeof(int) ? 1
        : parameter.ParameterType == typeof(string) ? "x"
        : new List<string> { "x" };
}
