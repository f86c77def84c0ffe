using System.Text;

namespace Stopinator.Worker.Tests.Support;

/// <summary>Reads as much of protobuf's wire format as it takes to find messages and texts by the numbers of their fields.</summary>
internal static class WireFormat
{
    /// <summary>Every message, text or byte string at a path of field numbers.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> message, params int[] path) =>
        path is [var field, .. var rest]
            ? Fields(message).Where(found => found.Number == field).SelectMany(found => Read(found.Value, rest))
            : [message];

    /// <summary>The one text at a path.</summary>
    public static string Text(ReadOnlyMemory<byte> message, params int[] path) =>
        Encoding.UTF8.GetString(Read(message, path).Single().Span);

    /// <summary>The bytes of a field in hexadecimal; nothing when it is not there.</summary>
    public static string Id(ReadOnlyMemory<byte> message, int field) =>
        string.Concat(Read(message, field).Select(id => Convert.ToHexStringLower(id.Span)));

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Value)> Fields(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var length = (tag & 7) switch
            {
                0 => VarintLength(message),
                1 => sizeof(long),
                2 => (int)Varint(ref message),
                5 => sizeof(int),
                var type => throw new InvalidDataException($"Wire type {type} is none."),
            };
            yield return ((int)(tag >> 3), message[..length]);
            message = message[length..];
        }
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var length = VarintLength(message);
        var value = 0UL;
        for (var i = length - 1; i >= 0; i--)
        {
            value = (value << 7) | (message.Span[i] & 0x7FUL);
        }

        message = message[length..];
        return value;
    }

    // The last byte is the one without the highest bit.
    private static int VarintLength(ReadOnlyMemory<byte> message) => message.Span.IndexOfAnyInRange((byte)0, (byte)0x7F) + 1;
}
