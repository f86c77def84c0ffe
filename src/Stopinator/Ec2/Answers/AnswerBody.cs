using System.Buffers;
using System.Xml;

namespace Stopinator.Ec2.Answers;

/// <summary>
/// The body of an answer, received whole into a buffer from the pool. Parsing it there costs less than parsing it while it arrives,
/// since no step of the parser has to be able to wait.
/// </summary>
internal sealed class AnswerBody : IDisposable
{
    private const int FirstLength = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstLength);
    private int _length;

    private AnswerBody()
    {
    }

    /// <summary>Receives a body.</summary>
    /// <exception cref="XmlException">It is longer than allowed; little more than that was received.</exception>
    public static async Task<AnswerBody> ReceiveAsync(Stream source, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new AnswerBody();
        try
        {
            while (await source.ReadAsync(body.FreePart(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                body._length += count;
                if (body._length > maxBytes)
                {
                    throw new XmlException($"The answer is longer than {maxBytes} bytes, more than any answer of EC2.");
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public Stream Open() => new MemoryStream(_buffer, 0, _length, writable: false);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private Memory<byte> FreePart()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
