using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>An EC2 filter: a name, and patterns (see <see cref="FilterPattern"/>) of which one has to match.</summary>
internal sealed record FilterNode(string Name, ImmutableArray<string> Patterns) : SelectorNode;
