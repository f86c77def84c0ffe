using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Stopinator.Bench;

/// <summary>A client in a process of its own.</summary>
internal static class ClientProcess
{
    public static async Task<FleetRun> MeasureAsync(int instances)
    {
        var count = instances.ToString(CultureInfo.InvariantCulture);
        await using var endpoint = await EndpointProcess.StartAsync(
            "--instances", count, "--stopped", (instances / 2).ToString(CultureInfo.InvariantCulture));
        using var client = Process.Start(new ProcessStartInfo(Layout.Dotnet, [Layout.Program("Fleet"), "--client", endpoint.Address.ToString(), count])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        // Before each round the client says so with an empty line, and waits; its last line is the result.
        while (true)
        {
            switch (await client.StandardOutput.ReadLineAsync())
            {
                case "":
                    await endpoint.ResetAsync();
                    await client.StandardInput.WriteLineAsync();
                    await client.StandardInput.FlushAsync();
                    break;

                case { } result:
                    await client.WaitForExitAsync();
                    return JsonSerializer.Deserialize<FleetRun>(result)!;

                case null:
                    throw new InvalidOperationException("The client has failed.");
            }
        }
    }
}
