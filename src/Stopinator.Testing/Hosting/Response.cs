using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>What goes back to the client.</summary>
internal sealed record Response : IDisposable
{
    /// <summary>No answer at all: the connection closes.</summary>
    public static readonly Response Dropped = new() { Status = 0, RequestId = "" };

    /// <summary>Not even a connection.</summary>
    public static readonly Response Refused = new() { Status = 0, RequestId = "" };

    public required int Status { get; init; }

    public required string RequestId { get; init; }

    public string ContentType { get; init; } = Ec2Xml.ContentType;

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>After how many bytes of the body the connection closes.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The buffer behind the body, when it has to go back to its pool.</summary>
    public IDisposable? Buffer { get; init; }

    public bool IsDropped => Status == 0;

    public static Response Of(string action, string requestId, Action<XmlBuffer> content)
    {
        var xml = new XmlBuffer();
        Ec2Xml.WriteAnswer(xml, action, requestId, content);
        return new() { Status = 200, RequestId = requestId, Body = xml.Written, Buffer = xml };
    }

    public static Response Error(string code, string message, int status, string requestId)
    {
        var xml = new XmlBuffer();
        Ec2Xml.WriteError(xml, code, message, requestId);
        return new() { Status = status, RequestId = requestId, Body = xml.Written, Buffer = xml, ErrorCode = code };
    }

    public void Dispose() => Buffer?.Dispose();
}
