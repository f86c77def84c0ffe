using Stopinator.Mutation.Mutating;

namespace Stopinator.Mutation.Running;

/// <summary>The mutants that were looked at and are equal to the code as it is.</summary>
/// <remarks>
/// A line is <c>file | member | original | changed | reason</c>. Lines that begin with <c>#</c> are remarks. Where the same change of the
/// same text stands twice in a member, a line means both.
/// </remarks>
internal sealed class ReviewedMutants(IEnumerable<string> lines, Room room)
{
    private readonly HashSet<string> _keys = new(
        lines.Where(line => line.StartsWith($"{room.Project}/{room.Folder}/", StringComparison.Ordinal))
            .Select(line => Key(line[(room.Project.Length + 1)..])),
        StringComparer.Ordinal);

    public bool Contains(Mutant mutant) => _keys.Contains(mutant.Key);

    /// <summary>The lines that mean no mutant.</summary>
    public IEnumerable<string> Stale(IEnumerable<Mutant> mutants) => _keys.Except(mutants.Select(mutant => mutant.Key));

    private static string Key(string line) =>
        line.LastIndexOf(" | ", StringComparison.Ordinal) is var end and > 0 && line[(end + 3)..].Length > 10
            ? line[..end]
            : throw new InvalidOperationException($"The reviewed list has no reason in the line: {line}");
}
