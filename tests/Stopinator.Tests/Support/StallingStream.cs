using System.Text;

namespace Stopinator.Tests.Support;

/// <summary>A body that begins and then stalls for ever.</summary>
/// <param name="beginning">What arrives.</param>
/// <param name="stalling">Called when the reader waits for more; it may throw.</param>
internal sealed class StallingStream(string beginning, Action stalling) : MemoryStream(Encoding.UTF8.GetBytes(beginning))
{
    public override bool CanSeek => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            return count;
        }

        stalling();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        CopyAsync(destination, cancellationToken);

    private async Task CopyAsync(Stream destination, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }
}
