namespace Stopinator.Testing.Wire;

/// <summary>The response to the client.</summary>
internal sealed record Response : IDisposable
{
    /// <summary>No answer: the connection closes.</summary>
    public static readonly Response Dropped = new() { Status = 0, RequestId = "" };

    /// <summary>No connection.</summary>
    public static readonly Response Refused = new() { Status = 0, RequestId = "" };

    public required int Status { get; init; }

    public required string RequestId { get; init; }

    public string ContentType { get; init; } = Ec2Xml.ContentType;

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The number of bytes of the body after which the connection closes; null for the whole body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The buffer of the body that has to return to its pool; null when there is none.</summary>
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
