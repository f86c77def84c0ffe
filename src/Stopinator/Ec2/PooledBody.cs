namespace Stopinator.Ec2;

/// <summary>A body in pooled memory. A page of 1,000 instances has megabytes, and a fleet has many pages.</summary>
internal sealed class PooledBody : MemoryStream
{
    private readonly BodyPool _pool;
    private byte[]? _buffer;

    private PooledBody(BodyPool pool, byte[] buffer, int length)
        : base(buffer, 0, length, writable: false) => (_pool, _buffer) = (pool, buffer);

    /// <summary>Receives a body to its end.</summary>
    /// <param name="source">The body.</param>
    /// <param name="maxBytes">The largest length that is accepted.</param>
    /// <param name="shape">Checks each part as it arrives.</param>
    /// <param name="pool">The pool that lends the memory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HttpRequestException">The body is longer.</exception>
    /// <exception cref="System.Xml.XmlException">The body is not shaped like an answer of EC2.</exception>
    public static async Task<PooledBody> ReceiveAsync(
        Stream source, int maxBytes, AnswerShape shape, BodyPool pool, CancellationToken cancellationToken)
    {
        var buffer = pool.Take();
        try
        {
            var length = 0;
            while (await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                shape.Read(buffer.AsSpan(length, count));
                length += count;
                if (length > maxBytes)
                {
                    throw new HttpRequestException(
                        HttpRequestError.ConfigurationLimitExceeded, $"The body is longer than {maxBytes} bytes.");
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, length * 2);
                }
            }

            shape.End();
            return new PooledBody(pool, buffer, length);
        }
        catch
        {
            pool.Return(buffer);
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _pool.Return(buffer);
        }
    }
}
