using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Selection;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Properties;

/// <summary>Our reader of a describe and the SDK's own give equal instances, whatever the fleet.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A seed gives the same fleet again.")]
public sealed class DescribeReaderPropertyTests
{
    private const int Fleets = 200;

    // What XML escapes, what it folds, what it cannot hold as it is, and letters of more than a byte and of more than a char.
    private static readonly string[] Parts =
        ["a", "<", ">", "&", "\"", "'", "]]>", "\t", "\n", "\r\n", " ", "ü", "€", "😀", "&amp;", "=", ":", "\u2028"];

    [Fact]
    public async Task Describe_RandomFleets_ReadEqualByBothReaders()
    {
        for (var seed = 1; seed <= Fleets; seed++)
        {
            var random = new Random(seed);
            await using var ec2 = SimulatedEc2.Create(
                fleet => fleet.Add(random.Next(1, 12), instance => Build(instance, random)),
                new SimulatedEc2Options { TimeProvider = new SimulatedClock(Ec2Lab.Start) });
            using var handler = ec2.CreateHandler();

            var lean = await ReadAsync(handler, isLean: true);
            var sdk = await ReadAsync(handler, isLean: false);

            Assert.NotEmpty(lean);
            Assert.True(lean.Count == sdk.Count, $"seed {seed}");
            foreach (var (ours, theirs) in lean.Zip(sdk))
            {
                Assert.True(ours with { Tags = theirs.Tags } == theirs, $"seed {seed}: {ours} and {theirs}");
                Assert.True(ours.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).SequenceEqual(theirs.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)), $"seed {seed}");
            }
        }
    }

    private static async Task<List<Ec2Instance>> ReadAsync(HttpMessageHandler handler, bool isLean)
    {
        var options = new Ec2Options { Region = "us-east-1", EndpointUrl = new Uri("http://ec2.simulated.invalid/") };
        using var client = Ec2Client.Own(
            new Ec2ClientFactory(options, new BasicAWSCredentials("AKIDEXAMPLE", "secret")) { Handler = handler, IsLean = isLean });
        var instances = new List<Ec2Instance>();
        var query = new InstanceQuery { PageSize = 5 };
        while (true)
        {
            var page = await client.DescribeAsync(query, new Transmission(), CancellationToken.None);
            Assert.False(string.IsNullOrEmpty(page.RequestId));
            instances.AddRange(page.Instances);
            if (page.NextPageToken is null)
            {
                return instances;
            }

            query = query with { PageToken = page.NextPageToken };
        }
    }

    private static void Build(InstanceBuilder instance, Random random)
    {
        _ = random.Next(4) switch
        {
            0 => instance.Running(),
            1 => instance.Stopped(),
            2 => instance.StoppedAt(Ec2Lab.Start.AddHours(-random.Next(1, 1000))),
            _ => instance.Terminated(),
        };
        for (var tag = random.Next(6); tag > 0; tag--)
        {
            instance.Tagged($"key {tag} {Text(random)}", Text(random));
        }

        if (random.Next(4) == 0)
        {
            instance.ManagedBy("eks.amazonaws.com", hiddenByDefault: random.Next(2) == 0);
        }

        if (random.Next(4) == 0)
        {
            instance.Spot(persistent: random.Next(2) == 0);
        }
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Parts[random.Next(Parts.Length)]));
}
