using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>Selects the instances with these ids; without duplicates, in the order given.</summary>
internal sealed record IdsNode(ImmutableArray<string> Ids) : SelectorNode
{
    private HashSet<string>? _lookup;

    public bool Contains(string id) => (_lookup ??= new HashSet<string>(Ids, StringComparer.Ordinal)).Contains(id);
}
