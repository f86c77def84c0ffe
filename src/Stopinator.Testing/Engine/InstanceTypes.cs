using System.Collections.Frozen;

namespace Stopinator.Testing.Engine;

/// <summary>
/// The instance types that DescribeInstanceTypes knows: the general, compute and memory families that most fleets run. A launch accepts
/// every type that has EC2's form.
/// </summary>
internal static class InstanceTypes
{
    private const string X64 = "x86_64";
    private const string Arm64 = "arm64";

    /// <summary>The sizes of burstable types, with virtual CPUs and MiB of memory.</summary>
    private static readonly (string Size, int Cpus, int Memory)[] Burstable =
    [
        ("nano", 2, 512), ("micro", 2, 1024), ("small", 2, 2048), ("medium", 2, 4096), ("large", 2, 8192), ("xlarge", 4, 16384),
        ("2xlarge", 8, 32768),
    ];

    private static readonly FrozenDictionary<string, InstanceType> ByName =
        All().ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>All types in the order of their positions.</summary>
    public static IReadOnlyList<InstanceType> InOrder { get; } = [.. ByName.Values.OrderBy(type => type.Position)];

    public static InstanceType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Returns true when a name has the form of a type: a family, a dot, and a size.</summary>
    public static bool IsWellFormed(string name) =>
        name.Split('.') is [{ Length: > 0 } family, { Length: > 0 } size]
        && char.IsAsciiLetterLower(family[0])
        && (family + size).All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    private static IEnumerable<InstanceType> All()
    {
        var types = new List<InstanceType>();
        foreach (var (family, architecture) in new[] { ("t3", X64), ("t3a", X64), ("t4g", Arm64) })
        {
            types.AddRange(Burstable.Select(size => new InstanceType($"{family}.{size.Size}", size.Cpus, size.Memory, architecture, true)));
        }

        AddFamily("c5", 2, X64, 2, 4, 8, 16, 36, 48, 72, 96);
        AddFamily("m5", 4, X64, 2, 4, 8, 16, 32, 48, 64, 96);
        AddFamily("r5", 8, X64, 2, 4, 8, 16, 32, 48, 64, 96);
        foreach (var (letter, memory) in new[] { ('c', 2), ('m', 4), ('r', 8) })
        {
            AddFamily(letter + "6i", memory, X64, 2, 4, 8, 16, 32, 48, 64, 96, 128);
            AddFamily(letter + "6g", memory, Arm64, 1, 2, 4, 8, 16, 32, 48, 64);
            AddFamily(letter + "7g", memory, Arm64, 1, 2, 4, 8, 16, 32, 48, 64);
        }

        return types.Select((type, index) => type with { Position = index + 1 });

        void AddFamily(string family, int memoryPerCpu, string architecture, params ReadOnlySpan<int> sizes)
        {
            foreach (var cpus in sizes)
            {
                types.Add(new($"{family}.{SizeOf(cpus)}", cpus, cpus * memoryPerCpu * 1024, architecture, IsBurstable: false));
            }
        }
    }

    private static string SizeOf(int cpus) => cpus switch
    {
        1 => "medium",
        2 => "large",
        4 => "xlarge",
        _ => $"{cpus / 4}xlarge",
    };
}

/// <summary>One instance type.</summary>
internal sealed record InstanceType(string Name, int Cpus, int MemoryInMiB, string Architecture, bool IsBurstable)
{
    /// <summary>The greatest memory, in MiB, of an instance that can hibernate. Source: "Prerequisites" in the EC2 user guide.</summary>
    private const int MaxHibernatedMemory = 150 * 1024;

    /// <summary>The position in the list of types, from 1.</summary>
    public int Position { get; init; }

    public bool IsHibernatable => MemoryInMiB < MaxHibernatedMemory;

    /// <summary>The threads of a core. Processors of the Arm architecture run one thread on each core.</summary>
    public int ThreadsPerCore => Architecture == "arm64" ? 1 : 2;
}
