using System.Xml;

namespace Stopinator.Bench;

/// <summary>Reads all pages of a describe with an asynchronous <see cref="XmlReader"/>, and takes nothing but the token of the next page.</summary>
internal sealed class ReaderAlone(Uri endpoint) : IDisposable
{
    // Not verified by the simulated EC2.
    private const string Authorization =
        "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=0f0f";

    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit };

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });

    /// <summary>How many bytes the answers of a describe are long.</summary>
    public long Bytes { get; private set; }

    public async Task ReadAllAsync()
    {
        Bytes = 0;
        string? token = null;
        do
        {
            token = await ReadPageAsync(token);
        }
        while (token is not null);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> ReadPageAsync(string? token)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = "DescribeInstances",
            ["Version"] = "2016-11-15",
            ["MaxResults"] = "1000",
            ["Filter.1.Name"] = "tag:Env",
            ["Filter.1.Value.1"] = "dev",
        };
        if (token is not null)
        {
            form.Add("NextToken", token);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Bytes += response.EnsureSuccessStatusCode().Content.Headers.ContentLength ?? 0;
        await using var body = await response.Content.ReadAsStreamAsync();
        using var reader = XmlReader.Create(body, Settings);
        string? next = null;
        while (await reader.ReadAsync())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "nextToken" })
            {
                await reader.ReadAsync();
                next = reader.Value;
            }
        }

        return next;
    }
}
