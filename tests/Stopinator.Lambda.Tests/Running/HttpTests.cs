using System.Text.Json;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>HTTP requests: what goes wrong is a status code, never a failed invocation.</summary>
public sealed class HttpTests
{
    [Fact]
    public async Task Post_Command_AnswersWithTheReport()
    {
        await using var lab = FunctionLab.Create();

        var (status, body) = Read(await lab.PostAsync("""{"action":"start"}"""));

        Assert.Equal((200, "start: 3 already there (of 3 instances, 0 calls)."), (status, body.GetProperty("summary").GetString()));
        Assert.Equal(
            ("http", HttpEvents.Caller), (lab.Lines[0].GetProperty("trigger").GetString(), lab.Lines[0].GetProperty("caller").GetString()));
    }

    [Fact]
    public async Task Post_Base64Body_IsRead()
    {
        await using var lab = FunctionLab.Create();

        var (status, _) = Read(await lab.InvokeAsync(HttpEvents.Request(Convert.ToBase64String("""{"action":"stop"}"""u8), base64: true)));

        Assert.Equal((200, 3), (status, lab.Ec2.Instances.Count(instance => instance.State == SimulatedState.Stopped)));
    }

    [Fact]
    public async Task Post_Start_DoesNotWaitForTheStates()
    {
        await using var lab = FunctionLab.Create(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Stopped()));

        var (status, body) = Read(await lab.PostAsync("""{"action":"start"}"""));

        Assert.Equal((200, 1), (status, body.GetProperty("counts").GetProperty("accepted").GetInt32()));
        Assert.Equal(FunctionLab.Now, lab.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("stop", 400, "MalformedEventException")]
    [InlineData("""{"action":"terminate"}""", 400, "MalformedEventException")]
    [InlineData("{}", 400, "MalformedEventException")]
    [InlineData("", 400, "MalformedEventException")]
    [InlineData("""{"action":"start","verify":true}""", 400, "MalformedEventException")]
    [InlineData("""{"action":"stop","selector":{"all":true}}""", 403, "EventNotPermittedException")]
    [InlineData("""{"action":"stop","selector":{"tag":"Env","values":["prod"]}}""", 403, "EventNotPermittedException")]
    [InlineData("""{"action":"stop","stopMode":"force"}""", 403, "EventNotPermittedException")]
    [InlineData("""{"action":"stop","scheduledTime":"2026-11-20T17:00:00Z"}""", 409, "StaleEventException")]
    [InlineData("""{"action":"stop","maxInstances":1}""", 409, "PlanRefusedException")]
    public async Task Post_WhatCannotBeDone_IsAStatusAndNothingIsDone(string body, int status, string error)
    {
        await using var lab = FunctionLab.Create();

        var (actual, response) = Read(await lab.PostAsync(body));

        Assert.Equal((status, error), (actual, response.GetProperty("error").GetString()));
        Assert.NotEmpty(response.GetProperty("message").GetString()!);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StopInstances");
        Assert.Equal(error, Assert.Single(lab.Lines).GetProperty("errorType").GetString());
    }

    [Theory]
    [InlineData("GET", "", 405)]
    [InlineData("DELETE", "", 405)]
    [InlineData("POST", "dryRun=true", 400)]
    public async Task Request_OfAnotherForm_IsRefused(string method, string query, int status)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        var response = await lab.PostAsync("{}", method, query);

        Assert.Equal(status, Read(response).Status);
        Assert.Equal(status == 405, response.GetProperty("headers").TryGetProperty("allow", out _));
        Assert.Empty(lab.Ec2.Calls);
    }

    [Theory]
    [InlineData("{not base64}")]
    [InlineData("%%%")]
    [InlineData("e30")]
    public async Task Request_BodyThatIsNoBase64_IsRefused(string body)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        var (status, response) = Read(await lab.InvokeAsync(HttpEvents.Request(body, base64: true)));

        Assert.Equal(
            (400, "The body is marked as base64, but is not valid base64; send the command as JSON."), (status, response.GetProperty("message").GetString()));
        Assert.Empty(lab.Ec2.Calls);
    }

    [Theory]
    [InlineData(null, false, "empty")]
    [InlineData("", false, "empty")]
    [InlineData(" \n", false, "empty")]
    [InlineData("", true, "empty")]
    [InlineData("null", false, "null")]
    [InlineData("bnVsbA==", true, "null")]
    public async Task Request_WithoutACommand_IsRefused(string? body, bool base64, string says)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));
        var request = HttpEvents.Request(body, base64: base64);

        // API Gateway leaves an absent body out.
        var (status, response) = Read(await lab.InvokeAsync(request.Replace("\"body\":null,", "", StringComparison.Ordinal)));

        Assert.Equal(
            (400, $"The body of the request is {says}; it takes a command, {{}} at least, which runs STOPINATOR_ACTION."),
            (status, response.GetProperty("message").GetString()));
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Post_EmptyObject_RunsTheActionOfTheSettings()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        Assert.Equal(200, Read(await lab.PostAsync("{}")).Status);
        Assert.Contains(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public async Task Post_Ec2Refuses_IsABadGateway()
    {
        await using var lab = FunctionLab.Create();
        lab.Ec2.Faults.On("DescribeInstances").Fail("AuthFailure");

        var (status, body) = Read(await lab.PostAsync("""{"action":"stop"}"""));

        Assert.Equal((502, "Ec2Exception"), (status, body.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Post_Ec2DoesNotAnswer_EndsWithinTheTimeOfARequest()
    {
        await using var lab = FunctionLab.Create();
        lab.Ec2.Faults.On("DescribeInstances").Delay(TimeSpan.FromMinutes(2));

        var (status, _) = Read(await lab.PostAsync("""{"action":"stop"}"""));

        Assert.InRange(status, 502, 504);
        Assert.InRange(lab.Clock.GetUtcNow() - FunctionLab.Now, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(25));
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public async Task Post_InstanceFails_IsABadGatewayWithTheReport()
    {
        await using var lab = FunctionLab.Create(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected()));

        var (status, body) = Read(await lab.PostAsync("""{"action":"stop"}"""));

        Assert.Equal((502, "OperationNotPermitted"), (status, body.GetProperty("instances")[0].GetProperty("errorCode").GetString()));
    }

    private static (int Status, JsonElement Body) Read(JsonElement response) =>
        (response.GetProperty("statusCode").GetInt32(), JsonDocument.Parse(response.GetProperty("body").GetString()!).RootElement);
}
