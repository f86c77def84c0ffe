using System.Text;

namespace Stopinator.Tests.Support;

/// <summary>A body that goes on and on: a beginning, then a text repeated for ever, or nothing until the reading is cancelled.</summary>
/// <remarks>For ever are ten megabytes, so that a test fails that reads them all.</remarks>
internal sealed class EndlessStream(string beginning, string? endless, int pieces = 4096) : Stream
{
    private const int ForEver = 10_000_000;

    private readonly byte[] _endless = Encoding.UTF8.GetBytes(endless ?? "");
    private byte[] _left = Encoding.UTF8.GetBytes(beginning);

    /// <summary>Called when there is nothing more.</summary>
    public Action? Stalling { get; init; }

    /// <summary>How many bytes were read.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.Length == 0 && endless is null)
        {
            Stalling?.Invoke();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        _left = _left.Length == 0 && Given < ForEver ? _endless : _left;
        var count = Math.Min(Math.Min(buffer.Length, pieces), _left.Length);
        _left.AsMemory(0, count).CopyTo(buffer);
        _left = _left[count..];
        Given += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reading blocks.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
