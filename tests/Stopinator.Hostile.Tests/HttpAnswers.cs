using System.IO.Compression;
using System.Text;
using static Stopinator.Hostile.Tests.HostileCase;

namespace Stopinator.Hostile.Tests;

/// <summary>Connections that break, stall or flood, and answers of something that is not EC2.</summary>
internal static class HttpAnswers
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n";
    private const string Html = "<html><body>Welcome to the hotel's Wi-Fi</body></html>";

    public static Dictionary<string, HostileCase> All { get; } = new(StringComparer.Ordinal)
    {
        // The connection.
        ["closed at once"] = Raw(Describe, "ConnectionLost", ""),
        ["never an answer"] = Stall(Describe, "AnswerTimeout", ""),
        ["no HTTP"] = Raw(Describe, "ConnectionLost", "SSH-2.0-OpenSSH_9.2\r\n"),
        ["status line only"] = Raw(Describe, "ConnectionLost", "HTTP/1.1 200 OK\r\n"),
        ["headers that stall"] = Stall(Describe, "AnswerTimeout", Head),
        ["headers without an end"] = Flood(Describe, "AnswerUnreadable", Head, $"X-More: {new string('x', 1000)}\r\n"),
        ["100 Continue without an end"] = Flood(Describe, "AnswerUnreadable", "", "HTTP/1.1 100 Continue\r\n\r\n"),
        ["switching protocols"] = Raw(
            Describe, "Http101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n"),
        ["body that breaks off"] = Raw(Describe, "ConnectionLost", $"{Head}Content-Length: 1000\r\n\r\n<DescribeInstancesResponse>"),
        ["body that stalls"] = Stall(Describe, "AnswerTimeout", $"{Head}Content-Length: 1000\r\n\r\n<DescribeInstancesResponse>"),
        ["body byte by byte"] = Flood(
            Describe, "AnswerTimeout", $"{Head}Content-Length: 90000000\r\n\r\n<DescribeInstancesResponse>", " ", waits: true),
        ["negative length"] = Raw(Describe, "AnswerUnreadable", $"{Head}Connection: close\r\nContent-Length: -1\r\n\r\n"),
        ["two lengths"] = Raw(Describe, "AnswerUnreadable", $"{Head}Content-Length: 10\r\nContent-Length: 20\r\n\r\n<x></x>"),
        ["chunks that are none"] = Raw(Describe, "ConnectionLost", $"{Head}Transfer-Encoding: chunked\r\n\r\nzz\r\n<x/>"),
        ["chunks that break off"] = Raw(
            Describe, "ConnectionLost", $"{Head}Transfer-Encoding: chunked\r\n\r\n100\r\n<DescribeInstancesResponse>"),
        ["chunks that stall"] = Stall(
            Describe, "AnswerTimeout", $"{Head}Transfer-Encoding: chunked\r\n\r\n1b\r\n<DescribeInstancesResponse>\r\n"),
        ["body without an end"] = Flood(
            Describe, "AnswerUnreadable", $"{Head}Connection: close\r\n\r\n<DescribeInstancesResponse>",
            $"<!-- {new string('x', 4_000_000)} -->"),
        ["error body without an end"] = Flood(
            Describe, "Http500", "HTTP/1.1 500 Error\r\nConnection: close\r\n\r\n<html>", new string('x', 100_000)),
        ["early answer to a stop, then closed"] = Raw(Stop, "Failed, Failed", "HTTP/1.1 200 OK\r\n"),
        ["stop that stalls"] = Stall(Stop, "Failed, Failed", $"{Head}Content-Length: 1000\r\n\r\n<StopInstancesResponse>"),

        // Statuses of proxies, gateways and portals.
        ["nothing"] = Http(Describe, "AnswerUnreadable", ""),
        ["no content"] = Raw(Describe, "AnswerUnreadable", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
        ["HTML"] = Http(Describe, "AnswerUnreadable", Html),
        ["JSON"] = Http(Describe, "AnswerUnreadable", """{"Reservations":[]}"""),
        ["plain text"] = Http(Describe, "AnswerUnreadable", "OK"),
        ["partial content"] = Http(Describe, "AnswerUnreadable", "<x/>", 206),
        ["redirect to another host"] = Http(Describe, "Http301", "", 301, "Location: http://127.0.0.1:1/\r\n"),
        ["redirect to itself"] = Http(Describe, "Http302", "", 302, "Location: /\r\n"),
        ["redirect of a stop"] = Http(Stop, "NotAttempted, NotAttempted", "", 307, "Location: /\r\n"),
        ["redirect to a file"] = Http(Describe, "Http308", "", 308, "Location: file:///etc/passwd\r\n"),
        ["redirect with a whole answer"] = Http(Describe, "Http303", Ec2Answers.Described(Ec2Answers.A), 303, "Location: /\r\n"),
        ["proxy that wants a password"] = Http(Describe, "Http407", Html, 407, "Proxy-Authenticate: Basic realm=\"proxy\"\r\n"),
        ["portal that wants a password"] = Http(Describe, "Http401", Html, 401),
        ["forbidden by a firewall"] = Http(Describe, "Http403", Html, 403),
        ["not found"] = Http(Describe, "Http404", "", 404),
        ["too large"] = Http(Describe, "Http413", "", 413),
        ["teapot"] = Http(Describe, "Http418", "{}", 418),
        ["too many requests without a body"] = Http(Describe, "Http429", "", 429),
        ["bad gateway"] = Http(Describe, "Http502", Html, 502),
        ["retry after years"] = Http(Describe, "Http503", "", 503, "Retry-After: 999999999\r\n"),
        ["status of no class"] = Http(Describe, "Http999", "", 999),

        // Encodings.
        ["gzip of nobody's asking"] = Raw(
            Describe, "AnswerUnreadable", Encoding.UTF8.GetBytes($"{Head}Content-Encoding: gzip\r\nConnection: close\r\n\r\n"), Zip(1_000)),
        ["gzip bomb"] = Raw(
            Describe, "AnswerUnreadable",
            Encoding.UTF8.GetBytes($"{Head}Content-Encoding: gzip\r\nConnection: close\r\n\r\n"), Zip(200_000_000)),
        ["UTF-16"] = Raw(
            Describe, "AnswerUnreadable", Encoding.UTF8.GetBytes($"{Head}Connection: close\r\n\r\n"),
            Encoding.Unicode.GetBytes(Ec2Answers.Described(Ec2Answers.A))),
        ["invalid UTF-8"] = Raw(
            Describe, "AnswerUnreadable", Encoding.UTF8.GetBytes($"{Head}Connection: close\r\n\r\n"),
            Encoding.Latin1.GetBytes(Ec2Answers.Described("i-\u00ff\u00fe"))),
    };

    private static byte[] Zip(int bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize))
        {
            var part = new byte[100_000];
            for (var written = 0; written < bytes; written += part.Length)
            {
                gzip.Write(part);
            }
        }

        return zipped.ToArray();
    }
}
