using System.Diagnostics;
using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace Stopinator.Testing.Tests;

/// <summary>Clients of the AWS SDK that stop and start their own instances at the same time, for as long as somebody wants.</summary>
[Collection(typeof(Support.AloneTests))]
public sealed class ManyClientsTests(ITestOutputHelper output)
{
    /// <summary>The environment variable with the minutes; by default four rounds of each client.</summary>
    private const string MinutesVariable = "STOPINATOR_MINUTES";

    private const int Clients = 50;
    private const int InstancesOfAClient = 10;
    private const int LeastRounds = 4;

    // What is compiled, pooled and connected in the first rounds is no growth.
    private const double Growth = 1.25;
    private const long Slack = 4_000_000;

    private int _rounds;

    [Fact]
    public async Task Calls_OfFiftyClients_AllSucceedInTheSameMemory()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable(MinutesVariable) ?? "0", CultureInfo.InvariantCulture);
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(Clients * InstancesOfAClient, (instance, index) => instance.Tagged("Client", $"{index % Clients}")),
            new() { MaxRecordedCalls = 1_000 });
        var started = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, Clients).Select(_ => ec2.CreateClient()).ToArray();
        List<(long Bytes, int Handles)> samples = [];

        do
        {
            await Task.WhenAll(clients.Select((client, number) => RoundAsync(client, number)));
            samples.Add((GC.GetTotalMemory(forceFullCollection: true), Handles()));
        }
        while (samples.Count < LeastRounds || Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(minutes));

        Array.ForEach(clients, client => client.Dispose());
        Assert.Equal(Clients * samples.Count, _rounds);
        Assert.All(ec2.Instances, instance => Assert.Equal((_rounds / Clients, _rounds / Clients), (instance.Stops, instance.Starts)));
        var (first, last) = (Largest(samples.Take((samples.Count + 2) / 3)), Largest(samples.TakeLast((samples.Count + 2) / 3)));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Clients} clients, {Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} minutes, {4 * _rounds:N0} calls, none failed; "
            + $"heap {first.Bytes / 1e6:0.0} MB in the first third and {last.Bytes / 1e6:0.0} MB in the last, "
            + $"handles {first.Handles} and {last.Handles}."));
        Assert.True(last.Bytes <= (first.Bytes * Growth) + Slack, $"The heap grew from {first.Bytes} to {last.Bytes} bytes.");
        Assert.True(last.Handles <= first.Handles * Growth, $"The handles grew from {first.Handles} to {last.Handles}.");
    }

    private async Task RoundAsync(IAmazonEC2 client, int number)
    {
        var mine = await DescribeAsync(client, number);
        var ids = mine.Select(instance => instance.InstanceId).ToList();
        Assert.Equal(InstancesOfAClient, ids.Count);
        Assert.All(mine, instance => Assert.Equal("running", instance.State.Name.Value));
        await client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = ids });
        Assert.All(await DescribeAsync(client, number), instance => Assert.Equal("stopped", instance.State.Name.Value));
        await client.StartInstancesAsync(new StartInstancesRequest { InstanceIds = ids });
        Interlocked.Increment(ref _rounds);
    }

    private static async Task<Instance[]> DescribeAsync(IAmazonEC2 client, int number)
    {
        var answer = await client.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new("tag:Client", [$"{number}"])] });
        return [.. answer.Reservations.SelectMany(reservation => reservation.Instances)];
    }

    private static int Handles()
    {
        using var process = Process.GetCurrentProcess();
        return process.HandleCount;
    }

    private static (long Bytes, int Handles) Largest(IEnumerable<(long Bytes, int Handles)> samples) =>
        samples.Aggregate((most, sample) => (Math.Max(most.Bytes, sample.Bytes), Math.Max(most.Handles, sample.Handles)));
}
