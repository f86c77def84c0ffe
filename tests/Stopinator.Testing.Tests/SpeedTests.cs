using System.Globalization;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

/// <summary>Prints how fast the endpoint is; asserts nothing about it, because machines differ.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task Describe_OfALargeFleet_IsPrinted(int instances)
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(instances, instance =>
        {
            for (var tag = 0; tag < 8; tag++)
            {
                instance.Tagged($"tag-{tag}", $"value {tag}");
            }
        }));
        using var http = new HttpClient(ec2.CreateHandler());
        using var client = new Ec2QueryClient(ec2);

        for (var round = 1; round <= 3; round++)
        {
            using var request = client.Post([("Action", "DescribeInstances"), ("Version", "2016-11-15")]);
            var start = TimeProvider.System.GetTimestamp();
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            var elapsed = TimeProvider.System.GetElapsedTime(start);

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{instances} instances, {body.Length / 1e6:0.0} MB: {elapsed.TotalMilliseconds:0.0} ms"));
            Assert.Equal(200, (int)response.StatusCode);
        }
    }
}
