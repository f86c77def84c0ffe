using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Shared.Lambda;

namespace Stopinator.Packages.Tests.Programs.Function;

/// <summary>
/// A program of one line on the packed library is a function: for the managed runtime, and as a trimmed file or a native executable for a
/// custom one.
/// </summary>
[Collection(SharedFunctions.Name)]
public sealed class FunctionProgramTests(FunctionPrograms functions)
{
    private static readonly (string Name, string Value)[] Keys =
        [("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "secret")];

    private static readonly string[] TakeAnOptionOrCode =
        ["profile of the option", "profile with a role from the environment", "profile with a role of a role", "role given in code"];

    /// <summary>Every source the library's programs are tested with, but for those that take an option or code.</summary>
    public static MatrixTheoryData<string, string> Sources { get; } =
        new(CredentialSource.All.Keys.Except(TakeAnOptionOrCode), FunctionPrograms.Kinds);

    public static TheoryData<string> Kinds { get; } = [.. FunctionPrograms.Kinds];

    [LongTheory]
    [InlineData(FunctionPrograms.Managed, 7_500_000)]
    [InlineData(FunctionPrograms.Custom, 18_500_000)]
    [InlineData(FunctionPrograms.Native, 8_000_000)]
    public async Task Zip_OfAFunction_IsSmall(string kind, int maxBytes) =>
        Assert.InRange(await functions[kind].ZipAsync(), 100_000, maxBytes);

    [LongTheory]
    [MemberData(nameof(Kinds))]
    public async Task Function_Invoked_StopsWhatIsTaggedAndServesOn(string kind)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(3, instance => instance.Tagged("Env", "dev").Running());
            fleet.Add(instance => instance.Tagged("Env", "prod").Running());
        });
        await using var lambda = await LambdaRuntime.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        string At(DateTimeOffset time) => $$"""{"action":"stop","scheduledTime":"{{time:yyyy-MM-ddTHH:mm:ssZ}}","executionId":"d32c5kddcf5bb8c3"}""";

        var answers = await functions[kind].ServeAsync(lambda, ec2.Endpoint, Keys, async () => new[]
        {
            await lambda.InvokeAsync(At(now)),
            await lambda.InvokeAsync(At(now)),
            await lambda.InvokeAsync(At(now.AddHours(-2))),
            await lambda.InvokeAsync("""{"action":"terminate"}"""),
            await lambda.InvokeAsync("""{"action":"stop","selector":{"all":true}}"""),
        });

        Assert.Equal(
            ["stop: 3 accepted (of 3 instances, 1 call).", "stop: 3 already there (of 3 instances, 0 calls).", "StaleEventException", "MalformedEventException", "stop: 3 already there, 1 skipped (of 4 instances, 0 calls)."],
            answers.Select(answer => answer.ErrorType ?? answer.Json.GetProperty("summary").GetString()));
        Assert.Equal(["prod"], ec2.Instances.Where(instance => instance.State == SimulatedState.Running).Select(instance => instance.Tags["Env"]));
        Assert.Single(ec2.Calls, call => call.Action == "StopInstances");
    }

    [LongTheory]
    [MemberData(nameof(Kinds))]
    public async Task Function_WithoutItsScope_FailsToStart(string kind)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });
        await using var lambda = await LambdaRuntime.StartAsync();

        var error = await functions[kind].ServeAsync(lambda, ec2.Endpoint, [.. Keys, ("STOPINATOR_SCOPE", "")], () => lambda.InitError);

        Assert.Contains("STOPINATOR_SCOPE is not set", error.ErrorMessage, StringComparison.Ordinal);
    }

    [LongTheory]
    [InlineData(FunctionPrograms.Custom)]
    [InlineData(FunctionPrograms.Native)]
    public async Task Function_PublishedWithoutTargets_SaysWhatTheProjectHasToSet(string kind)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });
        await using var lambda = await LambdaRuntime.StartAsync();

        var error = await functions[kind].ServeAsync(
            lambda, ec2.Endpoint, [.. Keys, ("STOPINATOR_TARGETS", """{"accounts":["own"]}""")], () => lambda.InitError);

        Assert.Contains("<StopinatorTargets>true</StopinatorTargets>", error.ErrorMessage, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task ManagedFunction_WithTargets_ActsThere()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running()));
        await using var lambda = await LambdaRuntime.StartAsync();

        var answer = await functions[FunctionPrograms.Managed].ServeAsync(
            lambda,
            ec2.Endpoint,
            [
                ("AWS_ACCESS_KEY_ID", "AKIDHUB"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_ENDPOINT_URL_STS", functions.Services.Endpoint),
                ("STOPINATOR_TARGETS", """{"roleName":"operator","regions":["us-east-1"],"accounts":["123456789012","999988887777"]}"""),
                ("STOPINATOR_FAIL_ON", "none"),
            ],
            () => lambda.InvokeAsync("""{"action":"stop"}"""));

        Assert.Equal(
            "stop at 2 targets: 3 accepted (of 3 instances, 1 call). 1 target failed.",
            answer.IsResponse ? answer.Json.GetProperty("summary").GetString() : answer.Body);
        Assert.Equal(["ASIASPOKE"], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [LongTheory]
    [MemberData(nameof(Sources))]
    public async Task Function_CredentialsOfASource_SignsWithTheKeyFoundThere(string source, string kind)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });
        await using var lambda = await LambdaRuntime.StartAsync();
        var credentials = CredentialSource.All[source](functions.Services.Endpoint, functions.Home);

        var answer = await functions[kind].ServeAsync(
            lambda,
            ec2.Endpoint,
            [.. credentials.Variables, ("AWS_ENDPOINT_URL_STS", functions.Services.Endpoint)],
            () => lambda.InvokeAsync("""{"action":"stop"}"""));

        Assert.True(answer.IsResponse, answer.Body);
        Assert.Equal([credentials.AccessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }
}
