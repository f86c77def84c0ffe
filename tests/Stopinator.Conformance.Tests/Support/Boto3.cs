using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
[assembly: AssemblyFixture(typeof(Boto3))]

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Calls through boto3, in one Python process for all tests; its retries are switched off.</summary>
public sealed class Boto3 : IAsyncDisposable
{
    private readonly PythonScript _script = new("boto3_client.py");

    /// <summary>Makes a call and returns boto3's answer, or what its <c>ClientError</c> carries.</summary>
    internal Task<JsonNode> CallAsync(
        Uri endpoint, string operation, object arguments, string region = ChildProcess.Region, bool signed = true) =>
        AskAsync(endpoint, operation, "call", arguments, region, signed);

    /// <summary>Reads all pages with boto3's paginator.</summary>
    internal async Task<JsonArray> PagesAsync(Uri endpoint, string operation, object arguments) =>
        (await AskAsync(endpoint, operation, "pages", arguments))["Pages"]!.AsArray();

    /// <summary>Waits with one of boto3's waiters.</summary>
    internal Task<JsonNode> WaitAsync(Uri endpoint, string waiter, object arguments) => AskAsync(endpoint, waiter, "wait", arguments);

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private async Task<JsonNode> AskAsync(
        Uri endpoint, string operation, string how, object arguments, string region = ChildProcess.Region, bool signed = true)
    {
        await Tools.RequireBoto3Async();
        return await _script.AskAsync(new
        {
            Endpoint = endpoint.AbsoluteUri,
            Region = region,
            Signed = signed,
            Operation = operation,
            How = how,
            Arguments = arguments,
        });
    }
}
