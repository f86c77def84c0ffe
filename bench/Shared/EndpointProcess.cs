using System.Diagnostics;
using System.Text.Json;

namespace Stopinator.Bench;

/// <summary>The simulated EC2 in a process of its own (<c>bench/Endpoint</c>), so that its time and memory are not the client's.</summary>
internal sealed class EndpointProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EndpointProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts the endpoint.</summary>
    /// <param name="arguments">The options of <c>bench/Endpoint</c>.</param>
    public static async Task<EndpointProcess> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Layout.Dotnet, [Layout.Program("Endpoint"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The endpoint did not start.");
        return new EndpointProcess(process, new Uri(address));
    }

    /// <summary>The counters since the start or the last reset.</summary>
    public Task<EndpointCounters> CountAsync() => AskAsync("counters");

    /// <summary>Makes the fleet and the buckets as they were at first.</summary>
    public Task ResetAsync() => AskAsync("reset");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<EndpointCounters> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The endpoint has ended.");
        return JsonSerializer.Deserialize<EndpointCounters>(answer, JsonSerializerOptions.Web)!;
    }
}
