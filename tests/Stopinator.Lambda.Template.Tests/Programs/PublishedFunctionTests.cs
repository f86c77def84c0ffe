using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Programs;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Shared.Lambda;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>The function as it is deployed, in a folder that holds nothing else, against Lambda's Runtime API and EC2 on loopback.</summary>
[Collection(StrangersWork.Name)]
public sealed partial class PublishedFunctionTests(Stranger stranger, PublishedFunctions functions) : IClassFixture<PublishedFunctions>
{
    private const long Megabyte = 1_000_000;

    public static TheoryData<string> Runtimes { get; } = ["managed", "custom", "aot"];

    public static MatrixTheoryData<string, string> Sources { get; } =
        new(CredentialSource.All.Keys.Where(source => source != "role given in code"), Runtimes.Select(row => row.Data));

    // Half of the managed zip is AWSSDK.EC2, compiled ahead.
    [LongTheory]
    [InlineData("managed", 7.6)]
    [InlineData("custom", 19)]
    [InlineData("aot", 8)]
    public async Task Publish_AsTheReadmeSays_IsASmallZip(string runtime, double megabytes)
    {
        var function = await functions.OfAsync(stranger, runtime);

        Assert.InRange(function.ZipSize, 1 * Megabyte, (long)(megabytes * Megabyte));
        if (runtime != "managed")
        {
            Assert.Equal(["bootstrap"], Directory.GetFileSystemEntries(function.Folder).Select(Path.GetFileName));
        }
    }

    [LongTheory]
    [MemberData(nameof(Runtimes))]
    public async Task Invoke_EventsOfASchedule_StopsExactlyTheTaggedOnceAndRefusesAStaleOne(string runtime)
    {
        var function = await functions.OfAsync(stranger, runtime);
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet =>
            {
                fleet.Add(3, instance => instance.Tagged("Env", "dev").Running());
                fleet.Add(instance => instance.Tagged("Env", "dev").Stopped());
                fleet.Add(2, instance => instance.Tagged("Env", "prod").Running());
            },
            new SimulatedEc2Options { IamRule = new IamRule("Env", "dev"), StopDuration = TimeSpan.Zero });
        var now = DateTimeOffset.UtcNow;
        await using var process = FunctionProcess.Start(function.CommandLine, function.Folder, functions.EnvironmentOf(function, ec2, new()
        {
            ["AWS_LAMBDA_RUNTIME_API"] = lambda.Api,
            ["AWS_ACCESS_KEY_ID"] = "AKIDROLE",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
        }));

        var first = await lambda.InvokeAsync(function.Event("Stop", now));
        var stopsOfFirst = ec2.Instances.Sum(instance => instance.Stops);
        var second = await lambda.InvokeAsync(function.Event("Stop", now));
        var callsBeforeStale = ec2.Calls.Count;
        var stale = await lambda.InvokeAsync(function.Event("Stop", now.AddMinutes(-61)));

        Assert.True(first.IsResponse, first.Body);
        Assert.Equal(3, stopsOfFirst);
        Assert.All(
            ec2.Instances,
            instance => Assert.Equal(instance.Tags["Env"] == "dev" ? SimulatedState.Stopped : SimulatedState.Running, instance.State));
        Assert.Equal(["accepted 3", "already-there 1"], Counts(first));
        Assert.Equal(4, first.Json.GetProperty("instances").GetArrayLength());

        Assert.True(second.IsResponse, second.Body);
        Assert.Equal(["already-there 4"], Counts(second));
        Assert.Equal(stopsOfFirst, ec2.Instances.Sum(instance => instance.Stops));

        Assert.Equal((false, "StaleEventException"), (stale.IsResponse, stale.ErrorType));
        Assert.Equal(callsBeforeStale, ec2.Calls.Count);
        Assert.True(process.IsAlive);
        Assert.Equal(3, (await process.EndAsync()).Split('\n').Count(line => line.StartsWith('{') && line.Contains("\"event\":\"run\"", StringComparison.Ordinal)));
    }

    [LongFact]
    public async Task Invoke_ReconcileByTags_HoldsTheFleetToItsSchedulesOnceAndRefusesAStaleEvent()
    {
        var function = await functions.OfAsync(stranger, "tags");
        await using var lambda = await LambdaRuntime.StartAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet =>
            {
                fleet.Add(2, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running());
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "24x7").Stopped());
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "office-hours").Running());
                fleet.Add(instance => instance.Tagged("Env", "dev").Running());
                fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("stopinator:schedule", "off").Running());
            },
            new SimulatedEc2Options { IamRule = new IamRule("Env", "dev") });
        var now = DateTimeOffset.UtcNow;
        await using var process = FunctionProcess.Start(function.CommandLine, function.Folder, functions.EnvironmentOf(function, ec2, new()
        {
            ["AWS_LAMBDA_RUNTIME_API"] = lambda.Api,
            ["AWS_ACCESS_KEY_ID"] = "AKIDROLE",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
        }));

        var first = await lambda.InvokeAsync(function.Event("Reconcile", now));
        var second = await lambda.InvokeAsync(function.Event("Reconcile", now));
        var callsBeforeStale = ec2.Calls.Count;
        var stale = await lambda.InvokeAsync(function.Event("Reconcile", now.AddMinutes(-61)));

        Assert.True(first.IsResponse, first.Body);
        Assert.Equal(["accepted 2", "failed 1", "reached 1"], Counts(first));
        Assert.Equal(
            "office-hours", Assert.Single(first.Json.GetProperty("unknownSchedules").EnumerateArray()).GetProperty("name").GetString());
        Assert.True(second.IsResponse, second.Body);
        Assert.Equal(["already-there 3", "failed 1"], Counts(second));
        Assert.Equal([1, 1, 0, 0, 0, 0], ec2.Instances.Select(instance => instance.Stops));
        Assert.Equal([0, 0, 1, 0, 0, 0], ec2.Instances.Select(instance => instance.Starts));
        Assert.Equal((false, "StaleEventException"), (stale.IsResponse, stale.ErrorType));
        Assert.Equal(callsBeforeStale, ec2.Calls.Count);
        Assert.True(process.IsAlive);
    }

    [LongTheory]
    [InlineData("managed")]
    [InlineData("custom")]
    [InlineData("aot")]
    public async Task Invoke_EventsOfEveryTriggerGoodAndHostile_StopsTheRightInstancesAndNothingElse(string runtime)
    {
        if (runtime == "aot" && !await NativeCompiler.IsThereAsync())
        {
            NativeCompiler.Skip();
        }

        var function = await functions.OfAsync(stranger, runtime);
        await using var lambda = await LambdaRuntime.StartAsync();
        var begin = DateTimeOffset.UtcNow;
        await using var ec2 = await SimulatedEc2.StartAsync(
            TriggerFleet.Of(begin), new SimulatedEc2Options { IamRule = new IamRule("Env", "dev"), StopDuration = TimeSpan.Zero });
        await using var process = FunctionProcess.Start(function.CommandLine, function.Folder, functions.EnvironmentOf(function, ec2, new()
        {
            ["AWS_LAMBDA_RUNTIME_API"] = lambda.Api,
            ["AWS_ACCESS_KEY_ID"] = "AKIDROLE",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["STOPINATOR_EVENT_ALLOW"] = "alarm,state-change",
            ["STOPINATOR_STATE_CHANGE_GRACE"] = "0s",
        }));

        var fed = 0;
        foreach (var name in new TriggerCases(begin).All().Select(each => each.Name))
        {
            // An event from before the last start stops nothing, so the events are later than the starts of the case before.
            var (_, json, error, says, stops) = new TriggerCases(DateTimeOffset.UtcNow).All().Single(each => each.Name == name);
            var before = ec2.Instances.ToDictionary(instance => instance.Id, instance => instance.Stops, StringComparer.Ordinal);

            var answer = await lambda.InvokeAsync(json);

            var because = $"{name}: {answer.Body}";
            Assert.True(error == answer.ErrorType, because);
            Assert.True(answer.Body.Contains(says, StringComparison.Ordinal) || answer.Body.Contains(JsonEncodedText.Encode(says).ToString(), StringComparison.Ordinal), because);
            Assert.True(
                stops.SequenceEqual(ec2.Instances.Where(instance => instance.Stops > before[instance.Id]).Select(instance => instance.Id)),
                because);
            Assert.All(ec2.Instances, instance => Assert.Equal(0, instance.Starts));
            Array.ForEach(stops, id => ec2.SetState(id, SimulatedState.Running));
            fed++;
        }

        Assert.InRange(fed, 55, 200);
        Assert.True(process.IsAlive);
    }

    [LongTheory]
    [MemberData(nameof(Sources))]
    public async Task Run_CredentialsOfASource_IsSignedWithTheKeyFoundThere(string source, string runtime)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Running()));
        var function = await functions.OfAsync(stranger, runtime);
        var credentials = CredentialSource.All[source](functions.Services.Endpoint, functions.Home);

        await RunAsync(function, ec2, credentials);

        Assert.Equal([credentials.AccessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [LongTheory]
    [InlineData("managed", "signed-in", "ASIASSO")]
    [InlineData("managed", "role-of-signed-in", "ASIASSOROLE")]
    [InlineData("custom", "signed-in", "ASIASSO")]
    [InlineData("custom", "role-of-signed-in", "ASIASSOROLE")]
    [InlineData("aot", "signed-in", "ASIASSO")]
    [InlineData("aot", "role-of-signed-in", "ASIASSOROLE")]
    public async Task Run_ProfileOfASignIn_IsSignedWithTheKeyFoundThere(string runtime, string profile, string accessKeyId)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Running()));
        var function = await functions.OfAsync(stranger, runtime);

        await RunAsync(function, ec2, new CredentialSource(accessKeyId, profile));

        Assert.Equal([accessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [LongFact]
    public async Task Publish_ForArm64_IsTheManagedAssemblies()
    {
        // Neither the compiler to arm64 code nor an arm64 host is at hand everywhere; the assemblies are.
        var function = await functions.OfAsync(stranger, "arm64");

        Assert.True(File.Exists(function.CommandLine[^1]));
    }

    [LongFact]
    [Trait("Finding", "U4")]
    public async Task Publish_AsNativeCodeThatReadsSources_HasNoWarningAndNoSymbolsInTheZip()
    {
        var function = await functions.OfAsync(stranger, "aot tags");

        Assert.Equal(["bootstrap"], Directory.GetFileSystemEntries(function.Folder).Select(Path.GetFileName));
    }

    // Amazon Linux 2023 has version 2.34. What is linked on a much newer system asks for more, and Lambda could not start it.
    [LongFact]
    public async Task Publish_AsNativeCode_AsksForNoNewerCLibraryThanLambdaHas()
    {
        var function = await functions.OfAsync(stranger, "aot");
        var text = await File.ReadAllTextAsync(function.CommandLine[0], Encoding.Latin1, TestContext.Current.CancellationToken);

        var versions =
            GlibcVersion().Matches(text).Select(match => int.Parse(match.Groups["minor"].Value, CultureInfo.InvariantCulture)).ToArray();

        Assert.NotEmpty(versions);
        Assert.InRange(versions.Max(), 0, 34);
    }

    private async Task RunAsync(Publication function, SimulatedEc2 ec2, CredentialSource credentials)
    {
        var environment = functions.EnvironmentOf(
            function,
            ec2,
            credentials.Variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));
        string[] profile = credentials.Profile is null ? [] : ["--profile", credentials.Profile];

        var result = await Command.RunAsync(
            function.CommandLine[0], function.Folder, environment, [.. function.CommandLine[1..], "stop", "--dry-run", .. profile]);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.NotEmpty(ec2.Calls);
        Assert.All(ec2.Instances, instance => Assert.Equal(0, instance.Stops));
    }

    // The names of versions in the table of dynamic strings.
    [GeneratedRegex("\0GLIBC_2\\.(?<minor>[0-9]+)(\\.[0-9]+)?(?=\0)", RegexOptions.ExplicitCapture)]
    private static partial Regex GlibcVersion();

    private static IEnumerable<string> Counts(RuntimeAnswer answer) =>
        answer.Json.GetProperty("counts").EnumerateObject().Where(count => count.Value.GetInt32() > 0).Select(count => $"{count.Name} {count.Value}").Order(StringComparer.Ordinal);
}
