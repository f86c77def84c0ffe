using System.Globalization;
using System.Xml.Linq;
using Stopinator.Testing.Actions;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

/// <summary>Whatever a client sends, the server answers in EC2's form, and goes on.</summary>
public sealed class RandomRequestTests(ITestOutputHelper output)
{
    /// <summary>The environment variable with the number of requests; by default 2,000.</summary>
    private const string CountVariable = "STOPINATOR_RANDOM_REQUESTS";

    private const int Size = 20;

    private static readonly int[] Statuses = [200, 400, 403, 412, 503];

    [Fact]
    public async Task Server_UnderRandomRequests_AnswersEach()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable(CountVariable) ?? "2000", CultureInfo.InvariantCulture);
        var clock = new SimulatedClock();
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(Size, (instance, index) => instance.WithId($"i-{index + 10:x8}").Tagged("Env", "dev")),
            new() { TimeProvider = clock });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var requests = new RandomRequests(seed: 1, ec2.Endpoint);
        string[] actions = [.. Ec2Actions.Names];
        var codes = new HashSet<string>(StringComparer.Ordinal);

        for (var number = 1; number <= count; number++)
        {
            using var request = requests.Next(actions);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            codes.Add(AssertAnswer(number, (int)response.StatusCode, body));
            if (number % 500 == 0)
            {
                Tidy(ec2, clock);
            }
        }

        // A generator whose requests all fail alike would show nothing.
        Assert.All(
            ["", "UnknownParameter", "InvalidParameterValue", "InvalidInstanceID.NotFound", "InvalidAction"],
            code => Assert.Contains(code, codes));
        using var client = Ec2QueryClient.OverLoopback(ec2);
        Assert.Equal(200, (await client.CallAsync("DescribeInstances")).Status);
        output.WriteLine($"{count} requests, {codes.Count} error codes, no 500, and the server still answers");
    }

    /// <summary>Returns the error code of an answer; the empty text for a success.</summary>
    private static string AssertAnswer(int number, int status, string body)
    {
        var root = XDocument.Parse(body).Root!;
        var code = root.Descendants().FirstOrDefault(element => element.Name.LocalName == "Code")?.Value ?? "";
        Assert.True(
            Statuses.Contains(status) || (status, code) == (500, "InsufficientInstanceCapacity"), $"Request {number}: {status} {body}");
        Assert.True(
            status == 200 ? root.Name.LocalName.EndsWith("Response", StringComparison.Ordinal) : code.Length > 0,
            $"Request {number}: {body}");
        return code;
    }

    /// <summary>Keeps the fleet small and alive: launched instances are removed, and the first ones run.</summary>
    private static void Tidy(SimulatedEc2 ec2, SimulatedClock clock)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        ec2.ClearCalls();
        foreach (var (index, instance) in ec2.Instances.Index())
        {
            if (index < Size)
            {
                ec2.SetState(instance.Id, index % 2 == 0 ? SimulatedState.Running : SimulatedState.Stopped);
                ec2.SetTerminationProtection(instance.Id, false);
                ec2.SetStopProtection(instance.Id, false);
            }
            else
            {
                ec2.Remove(instance.Id);
            }
        }
    }
}
