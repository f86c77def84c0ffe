using System.Buffers;
using System.Xml;

namespace Stopinator.Ec2.Answers;

/// <summary>
/// The body of an answer, received whole, in pieces from the pool. Parsing it then costs less than parsing it while it arrives, since no
/// step of the parser has to be able to wait.
/// </summary>
internal sealed class AnswerBody : Stream
{
    // Most answers are small; the pieces of a large one are as many as the pool keeps.
    private const int FirstLength = 16 * 1024;
    private const int PieceLength = 256 * 1024;

    private readonly List<(byte[] Bytes, int Length)> _pieces = [(ArrayPool<byte>.Shared.Rent(FirstLength), 0)];
    private int _read;
    private int _position;

    private AnswerBody()
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Receives a body.</summary>
    /// <exception cref="XmlException">It is longer than allowed; little more than that was received.</exception>
    public static async Task<AnswerBody> ReceiveAsync(Stream source, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new AnswerBody();
        try
        {
            var received = 0;
            while (await source.ReadAsync(body.FreePart(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                body._pieces[^1] = (body._pieces[^1].Bytes, body._pieces[^1].Length + count);
                received += count;
                if (received > maxBytes)
                {
                    throw new XmlException($"The answer is longer than {maxBytes} bytes, more than any answer of EC2.");
                }
            }

            return body;
        }
        catch
        {
            await body.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_read < _pieces.Count)
        {
            var (bytes, length) = _pieces[_read];
            var count = Math.Min(buffer.Length, length - _position);
            if (count > 0)
            {
                bytes.AsSpan(_position, count).CopyTo(buffer);
                _position += count;
                return count;
            }

            // The next answer may be on its way already, and needs it.
            ArrayPool<byte>.Shared.Return(bytes);
            (_read, _position) = (_read + 1, 0);
        }

        return 0;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        for (; _read < _pieces.Count; _read++)
        {
            ArrayPool<byte>.Shared.Return(_pieces[_read].Bytes);
        }

        base.Dispose(disposing);
    }

    private Memory<byte> FreePart()
    {
        if (_pieces[^1] is var (last, used) && used == last.Length)
        {
            _pieces.Add((ArrayPool<byte>.Shared.Rent(PieceLength), 0));
        }

        var (bytes, length) = _pieces[^1];
        return bytes.AsMemory(length);
    }
}
