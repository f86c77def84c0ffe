using System.Collections.Concurrent;

namespace Stopinator.Ec2;

/// <summary>
/// The buffers of a client's answers. The shared pool of .NET keeps some for every thread, of every size that a buffer had while it grew;
/// that is ten times as much memory.
/// </summary>
internal sealed class BodyPool
{
    private const int FirstSize = 64 * 1024;

    // While a page is read, the next one is on its way. A page of EC2 has some 5 MB.
    private const int Kept = 2;
    private const int LargestKept = 16 * 1024 * 1024;

    private readonly ConcurrentQueue<byte[]> _spare = new();

    public byte[] Take() => _spare.TryDequeue(out var buffer) ? buffer : new byte[FirstSize];

    public void Return(byte[] buffer)
    {
        if (_spare.Count < Kept && buffer.Length <= LargestKept)
        {
            _spare.Enqueue(buffer);
        }
    }
}
