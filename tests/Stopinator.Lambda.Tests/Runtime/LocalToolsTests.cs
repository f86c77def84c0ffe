using System.Text;
using System.Text.Json;
using Stopinator.Lambda.Logging;
using Stopinator.Lambda.Running;
using Stopinator.Lambda.Runtime;
using Stopinator.Lambda.Tests.Support;

namespace Stopinator.Lambda.Tests.Runtime;

/// <summary>The function under AWS's runtime interface emulator and AWS's .NET Lambda test tool, by the interfaces that these document.</summary>
/// <seealso href="https://github.com/aws/aws-lambda-runtime-interface-emulator"/>
/// <seealso href="https://github.com/aws/aws-lambda-dotnet/tree/master/Tools/LambdaTestTool-v2"/>
[Collection(TraceVariable.Name)]
public sealed class LocalToolsTests
{
    // What comes before the runtime API, and whether invocations have a deadline.
    public static TheoryData<string, bool> Tools { get; } = new() { { "", true }, { "/function", true }, { "/function", false } };

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Function_PostedEvents_AnswersEachUnderThePathOfTheTool(string prefix, bool tellsDeadline)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"), ("STOPINATOR_DRY_RUN", "true"));
        await using var tool = await LocalTool.StartAsync(prefix, tellsDeadline, FunctionLab.Now.AddMinutes(15));
        using var http = new HttpClient { BaseAddress = tool.Address };
        using var end = new CancellationTokenSource();

        // As AWS_LAMBDA_RUNTIME_API has it: 127.0.0.1:9001 of the emulator, localhost:5050/function of the test tool.
        var loop = new RuntimeLoop(RuntimeApi.Connect($"{tool.Address.Authority}{prefix}"), new LogLine(new MemoryStream()), lab.Clock).RunAsync(
            () => (invocation, token) => lab.Function.AnswerAsync(
                invocation.Event, new HostCall(invocation.RequestId, invocation.Deadline, invocation.FunctionArn), token),
            end.Token);

        var report = await PostAsync("""{ "action": "stop", "dryRun": true }""");
        var error = await PostAsync("""{ "action": "stpo" }""");
        var byDefault = await PostAsync("");

        Assert.Equal(("stop", 3), (report.GetProperty("action").GetString(), report.GetProperty("counts").GetProperty("not-attempted").GetInt32()));
        Assert.Equal("MalformedEventException", error.GetProperty("errorType").GetString());
        Assert.Equal(report.GetProperty("counts").ToString(), byDefault.GetProperty("counts").ToString());
        await end.CancelAsync();
        Assert.Equal(0, await loop);

        const string Next = "invocation/next";
        Assert.Equal(
            [
                $"GET {Api(Next)}", $"POST {Api("invocation/000000000001/response")}",
                $"GET {Api(Next)}", $"POST {Api("invocation/000000000002/error")} MalformedEventException",
                $"GET {Api(Next)}", $"POST {Api("invocation/000000000003/response")}",
            ],
            tool.Calls.Take(6));

        string Api(string path) => $"{prefix}/2018-06-01/runtime/{path}";

        async Task<JsonElement> PostAsync(string json)
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(
                new Uri("/2015-03-31/functions/function/invocations", UriKind.Relative), content, TestContext.Current.CancellationToken);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        }
    }
}
