using System.Runtime.InteropServices;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>Keeps a few blocks of compiled time, so that most answers are a look-up.</summary>
/// <param name="compile">Compiles the block with an index.</param>
/// <threadsafety>
/// Blocks are immutable and replaced as a whole. Threads that compile the same block at once get the same result.
/// </threadsafety>
internal sealed class BlockCache<TBlock>(Func<long, TBlock> compile)
    where TBlock : TimeBlock
{
    // All slots together hold more than a year.
    private const int Slots = 16;

    private readonly Slot[] _slots = new Slot[Slots];

    public TBlock this[long index]
    {
        get
        {
            ref var slot = ref _slots[(int)(index % Slots)];
            var block = Volatile.Read(ref slot.Block);
            if (block is null || block.Index != index)
            {
                block = compile(index);
                Volatile.Write(ref slot.Block, block);
            }

            return block;
        }
    }

    // A struct, because an array of references checks the type of its elements at each access.
    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public TBlock? Block;
    }
}

/// <summary>A block of compiled time.</summary>
/// <param name="index">The number of blocks before it, from the first instant of <see cref="DateTimeOffset"/> on.</param>
internal abstract class TimeBlock(long index)
{
    /// <summary>The length of a block, in ticks.</summary>
    public const long Length = 32 * TimeSpan.TicksPerDay;

    // Days at both ends of the range of DateTimeOffset are left out, because the local times next to them cannot be expressed.
    public const long FirstTicks = 4 * TimeSpan.TicksPerDay;
    public static readonly long LastTicks = DateTimeOffset.MaxValue.Ticks - (4 * TimeSpan.TicksPerDay);

    public long Index => index;

    /// <summary>Returns the first instant of a block, and the one after its last, in UTC ticks.</summary>
    public static (long From, long To) BoundsOf(long index) =>
        (Math.Max(index * Length, FirstTicks), Math.Min((index + 1) * Length, LastTicks + 1));
}
