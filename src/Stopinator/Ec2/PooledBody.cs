using System.Buffers;

namespace Stopinator.Ec2;

/// <summary>A body in memory that the next one uses again: a page of 1,000 instances has megabytes, and a fleet many pages.</summary>
internal sealed class PooledBody : MemoryStream
{
    private const int FirstSize = 64 * 1024;

    private byte[]? _buffer;

    private PooledBody(byte[] buffer, int length)
        : base(buffer, 0, length, writable: false) => _buffer = buffer;

    /// <summary>Receives a body to its end.</summary>
    /// <param name="source">The body.</param>
    /// <param name="maxBytes">How long it may be.</param>
    /// <param name="shape">Looks at each part as it arrives.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HttpRequestException">It is longer.</exception>
    /// <exception cref="System.Xml.XmlException">It is not shaped like an answer of EC2.</exception>
    public static async Task<PooledBody> ReceiveAsync(Stream source, int maxBytes, AnswerShape shape, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        try
        {
            var length = 0;
            while (await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                shape.Read(buffer.AsSpan(length, count));
                length += count;
                if (length > maxBytes)
                {
                    throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, $"The body is longer than {maxBytes} bytes.");
                }

                if (length == buffer.Length)
                {
                    buffer = Larger(buffer);
                }
            }

            shape.End();
            return new PooledBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Larger(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
