using System.Globalization;
using System.Text;
using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Tests.Support;

/// <summary>
/// Requests that begin as sensible ones and go wrong in every way: names, values, indices, encodings, headers and methods. The same seed
/// gives the same requests.
/// </summary>
internal sealed class RandomRequests(int seed, Uri endpoint)
{
    private static readonly string[] Structures =
    [
        "Filter", "TagSpecification", "Tag", "NetworkInterface", "Placement", "InstanceMarketOptions", "InstanceMarketOptions.SpotOptions",
        "HibernationOptions", "IamInstanceProfile", "DisableApiStop", "DisableApiTermination", "InstanceType",
    ];

    private static readonly string[] Names =
    [
        "InstanceId", "ResourceId", "VolumeId", "RegionName", "MaxResults", "NextToken", "DryRun", "Force", "Hibernate", "SkipOsShutdown",
        "IncludeAllInstances", "IncludeManagedResources", "Attribute", "Value", "Name", "Key", "ImageId", "InstanceType", "ClientToken",
        "KeyName", "MarketType", "SpotInstanceType", "AvailabilityZone", "ResourceType", "Configured", "UserData", "Version", "Action", "",
    ];

    private static readonly string[] Values =
    [
        "true", "false", "maybe", "", "0", "-1", "5", "6", "7", "1000", "1001", "2147483648", "9999999999999999999999", "i-0000000a",
        "i-0000000b", "i-0000000c", "i-0deadbee", "i-", "vol-0000000a", "vol-", "vol-x", "ami-00000001", "ami-", "us-east-1", "us-east-1b",
        "spot", "persistent", "one-time", "instance", "volume", "stop", "t3.micro", "m5.", ".large", "disableApiStop", "instanceType",
        "userData", "tag:Env", "tag:", "tag-key", "instance-state-name", "running", "*", "?", "\\", "***?\\*", "größe", "\0", "\u0001\uFFFE",
        "\uD83D\uDE00", "<&>\"'", "%", "a=b&c=d", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ];

    private readonly Dice _dice = new(seed);

    public HttpRequestMessage Next(IReadOnlyList<string> actions)
    {
        var action = Chance(3) ? Pick(Values) : Pick(actions);
        var form = new StringBuilder();
        Add(form, "Action", action);
        Add(form, "Version", Chance(2) ? Pick(Values) : "2016-11-15");
        foreach (var pair in Refusals.Accepted.GetValueOrDefault(action, "").Split('&').Where(_ => !Chance(20)))
        {
            form.Append('&').Append(Chance(30) ? $"{pair.Split('=')[0]}={Uri.EscapeDataString(Pick(Values))}" : pair);
        }

        for (var count = Chance(50) ? 0 : Below(5); count > 0; count--)
        {
            Add(form, Name(), Chance(3) ? new string('x', Below(3000)) : Pick(Values));
        }

        var body = Chance(3) ? Corrupted(form.ToString()) : form.ToString();
        var request = Chance(10)
            ? new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, "/?" + body))
            : new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body) };
        Sign(request);
        return request;
    }

    private string Name()
    {
        var name = Chance(40) ? $"{Pick(Structures)}{Index()}.{Pick(Names)}" : Pick(Names);
        return name + (Chance(60) ? Index() : "") + (Chance(5) ? "." + Pick(Names) : "");
    }

    private string Index() => Chance(10)
        ? "." + Pick(Values)
        : string.Create(CultureInfo.InvariantCulture, $".{1 + Below(3)}");

    private void Sign(HttpRequestMessage request)
    {
        if (!Chance(3))
        {
            var header = Chance(3) ? Corrupted(Ec2QueryClient.Authorization) : Ec2QueryClient.Authorization;
            request.Headers.TryAddWithoutValidation(
                "Authorization", new string([.. header.Where(char.IsAscii).Where(c => !char.IsControl(c))]));
        }
    }

    private string Corrupted(string text)
    {
        var corrupted = text.ToCharArray();
        for (var count = 1 + Below(5); count > 0; count--)
        {
            corrupted[Below(corrupted.Length)] = (char)(1 + Below(299));
        }

        return new string(corrupted);
    }

    private static void Add(StringBuilder form, string name, string value) =>
        form.Append(form.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));

    private int Below(int limit) => (int)(_dice.NextPercent() / 100 * limit);

    private bool Chance(int percent) => _dice.NextPercent() < percent;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
