using System.Globalization;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Stopinator.Conformance.Tests.Support;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>moto, an EC2 simulator of other makers, on a free port of loopback; set up through its own API.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    private const string Version = "2016-11-15";

    /// <summary>An image of Linux that moto knows.</summary>
    private const string ImageId = "ami-1e749f67";

    private readonly PythonScript _script = new("moto_server.py");
    private readonly HttpClient _http = new();

    public Uri? Endpoint { get; private set; }

    /// <summary>Starts it when it does not run yet, and takes everything in it away.</summary>
    public async Task ResetAsync()
    {
        await Tools.RequireMotoAsync();
        Endpoint ??= new Uri($"http://127.0.0.1:{await _script.AskAsync("port")}/");
        using var response = await _http.PostAsync(new Uri(Endpoint, "moto-api/reset"), content: null);
        response.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<string>> LaunchAsync(Launch launch)
    {
        var count = launch.Count.ToString(CultureInfo.InvariantCulture);
        List<(string Name, string Value)> form =
        [
            ("Action", "RunInstances"), ("Version", Version), ("ImageId", ImageId), ("MinCount", count),
            ("MaxCount", count), ("InstanceType", launch.InstanceType), ("KeyName", "simulated"),
        ];
        foreach (var (index, tag) in launch.Tags.Index())
        {
            form.AddRange(
                ("TagSpecification.1.ResourceType", "instance"),
                ($"TagSpecification.1.Tag.{index + 1}.Key", tag.Key),
                ($"TagSpecification.1.Tag.{index + 1}.Value", tag.Value));
        }

        if (launch.StopProtected)
        {
            form.Add(("DisableApiStop", "true"));
        }

        if (launch.Spot)
        {
            form.Add(("InstanceMarketOptions.MarketType", "spot"));
        }

        if (launch.Hibernatable)
        {
            form.Add(("HibernationOptions.Configured", "true"));
        }

        return [.. (await CallAsync(form)).Descendants().Where(element => element.Name.LocalName == "instanceId").Select(element => element.Value)];
    }

    public Task TerminateAsync(string instanceId) =>
        CallAsync([("Action", "TerminateInstances"), ("Version", Version), ("InstanceId.1", instanceId)]);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _script.DisposeAsync();
    }

    private async Task<XDocument> CallAsync(IEnumerable<(string Name, string Value)> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint)
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };

        // It tells services apart by the scope of the credentials, and does not verify signatures.
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256",
            $"Credential={ChildProcess.AccessKeyId}/20260101/{ChildProcess.Region}/ec2/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return XDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
