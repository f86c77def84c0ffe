using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Stopinator.Lambda.Events;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Events;

/// <summary>Whatever bytes come as an event, they are read, or refused as malformed.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A seed gives the same events again.")]
public sealed class EventFuzzTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);

    private static readonly string[] Events =
    [
        """{"action":"stop","selector":{"tag":"Env","values":["dev"]},"dryRun":true,"allow":["spot"],"maxInstances":5}""",
        """{"action":"start","onlyStoppedWithin":"16h","scheduledTime":"2026-11-20T19:00:00Z","executionId":"d32c5kddcf5bb8c3"}""",
        """{"action":"reconcile","synchronous":true,"stopMode":"hibernate","hibernationFallback":"stop-normally","verify":false}""",
        """{"version":"0","id":"1","detail-type":"Scheduled Event","source":"aws.events","time":"2026-11-20T19:00:00Z","detail":{}}""",
        """{"version":"2.0","routeKey":"POST /","requestContext":{"http":{"method":"POST"}},"body":"{\\"action\\":\\"stop\\"}","isBase64Encoded":false}""",
        TriggerEvents.Alarm(Now, [TriggerEvents.Metric("i-0123456789abcdef0")]),
        TriggerEvents.AlarmAction(Now, [TriggerEvents.Metric("i-0123456789abcdef0")]),
        TriggerEvents.StateChange(Now, "i-0123456789abcdef0"),
        TriggerEvents.Sqs(Now, ["{}", "{\"action\":\"stop\"}"]),
        TriggerEvents.Sns(Now, "{\"action\":\"stop\"}"),
        """{"selector":{"and":[{"tag":"A"},{"from":{"all":true},"except":{"ids":["i-0123456789abcdef0"]}}]}}""",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "null", "true", "-1", "1e999", "99999999999999999999", "\\ud800", "\\u0000", "\"\\ud800\":", "{}", "\"{ }\"", " ", "\n",
        "/**/", "\uFEFF", "\U0001F600", "\"action\":", "\"detail\":", "\"body\":", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "366d", "\"allow\":[",
    ];

    [Fact]
    public void Read_MutatedEvents_GivesAnEventOrIsMalformed()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("STOPINATOR_SEEDS") ?? "6000", CultureInfo.InvariantCulture);
        var read = 0;
        for (var seed = 0; seed < count; seed++)
        {
            var bytes = Mutated(new Random(seed));
            try
            {
                // The commands in a batch are read one by one.
                Array.ForEach((EventReader.Read(bytes) as QueueEvent)?.Messages ?? [], message => message.Command());
                read++;
            }
            catch (MalformedEventException malformed)
            {
                Assert.InRange(malformed.Message.Length, 1, 2_000);
            }
            catch (Exception exception) when (exception is not MalformedEventException)
            {
                throw new InvalidOperationException($"seed {seed}, {Encoding.UTF8.GetString(bytes)}", exception);
            }
        }

        Assert.InRange(read, 1, count - 1);
        output.WriteLine($"{count} events, {read} taken, the others refused as malformed");
    }

    private static byte[] Mutated(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Events[random.Next(Events.Length)]).ToList();
        for (var change = random.Next(4); change >= 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(12, bytes.Count - at + 1)));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                default:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count + 1)).Take(random.Next(40)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
