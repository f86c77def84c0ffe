using System.Buffers.Binary;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Engine;

/// <summary>
/// Page tokens. A token holds the position of the next page, its query, and a generation that tells whether the token is still valid.
/// </summary>
internal sealed class PageTokens
{
    private const int Length = 24;
    private int _generation;

    /// <summary>Expires all tokens returned so far.</summary>
    public void Expire() => _generation++;

    public string Issue(long position, ulong query)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, _generation);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], position);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[12..], query);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[20..], Checksum(bytes));

        // Plain Base64, because its + / = must survive the client's form encoding.
        return Convert.ToBase64String(bytes);
    }

    public long Read(string token, ulong query)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!Convert.TryFromBase64String(token, bytes, out var written)
            || written != Length
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]) != Checksum(bytes))
        {
            throw Ec2Errors.InvalidPageToken("is not valid.");
        }

        if (BinaryPrimitives.ReadUInt64BigEndian(bytes[12..]) != query)
        {
            throw Ec2Errors.InvalidPageToken("belongs to a request with other parameters.");
        }

        return BinaryPrimitives.ReadInt32BigEndian(bytes) == _generation
            ? BinaryPrimitives.ReadInt64BigEndian(bytes[4..])
            : throw Ec2Errors.InvalidPageToken("is expired.");
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 2166136261u;
        foreach (var value in bytes[..20])
        {
            sum = (sum ^ value) * 16777619u;
        }

        return sum;
    }
}
