// Selects by tag and stops, with the same signer, the same kind of reader and the least that works: no retries, no decisions, no report.
using System.Globalization;
using System.Xml;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;

var endpoint = new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_EC2")!);
using var http = new HttpClient(new SigV4SigningHandler(
    new EnvironmentVariablesAWSCredentials(), RegionEndpoint.GetBySystemName(Environment.GetEnvironmentVariable("AWS_REGION")), "ec2", new SocketsHttpHandler()));

var ids = new List<string>();
string? token = null;
do
{
    var form = new List<KeyValuePair<string, string>>
    {
        new("Action", "DescribeInstances"), new("Version", "2016-11-15"), new("MaxResults", "1000"),
        new("Filter.1.Name", "tag:Env"), new("Filter.1.Value.1", "dev"),
    };
    if (token is not null)
    {
        form.Add(new("NextToken", token));
    }

    token = null;
    await SendAsync(form, reader =>
    {
        if (reader.LocalName == "instanceId")
        {
            ids.Add(reader.ReadElementContentAsString());
        }
        else if (reader is { LocalName: "nextToken", Depth: 1 })
        {
            token = reader.ReadElementContentAsString();
        }
    });
}
while (token is not null);

var stopped = 0;
foreach (var batch in ids.Chunk(200))
{
    var form = new List<KeyValuePair<string, string>> { new("Action", "StopInstances"), new("Version", "2016-11-15") };
    form.AddRange(batch.Select((id, index) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"InstanceId.{index + 1}"), id)));
    await SendAsync(form, reader => stopped += reader.LocalName == "instanceId" ? 1 : 0);
}

Console.WriteLine($"stopped {stopped}");
return stopped == ids.Count ? 0 : 1;

async Task SendAsync(List<KeyValuePair<string, string>> form, Action<XmlReader> onElement)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    response.EnsureSuccessStatusCode();
    await using var body = await response.Content.ReadAsStreamAsync();
    using var reader = XmlReader.Create(body, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, Async = true });
    while (await reader.ReadAsync())
    {
        if (reader.NodeType == XmlNodeType.Element)
        {
            onElement(reader);
        }
    }
}
