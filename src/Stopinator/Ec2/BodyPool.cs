using System.Collections.Concurrent;

namespace Stopinator.Ec2;

/// <summary>
/// Pools the buffers of a client's answers. The shared pool of .NET keeps buffers for every thread, in every size that a buffer had while
/// it grew. That is ten times as much memory.
/// </summary>
internal sealed class BodyPool
{
    private const int FirstSize = 64 * 1024;

    // The next page is read while the current page is processed. A page of EC2 has about 5 MB.
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
