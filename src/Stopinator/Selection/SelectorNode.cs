using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>A node of the tree behind an <see cref="InstanceSelector"/>.</summary>
internal abstract record SelectorNode
{
    /// <summary>The depth of nested operators below this node; bounded when selectors are combined.</summary>
    public virtual int Depth => 0;

    /// <summary>The number of conditions in the node; bounded when selectors are combined.</summary>
    public virtual int Conditions => 1;
}

/// <summary>Selects every instance of the region.</summary>
internal sealed record AllNode : SelectorNode;

/// <summary>Selects the instances that every operand selects.</summary>
internal sealed record AndNode(ImmutableArray<SelectorNode> Operands) : SelectorNode
{
    public override int Depth { get; } = 1 + Operands.Max(operand => operand.Depth);

    public override int Conditions { get; } = Operands.Sum(operand => operand.Conditions);
}

/// <summary>Selects the instances of the left side that the right side does not select.</summary>
internal sealed record ExceptNode(SelectorNode Left, SelectorNode Right) : SelectorNode
{
    public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);

    public override int Conditions { get; } = Left.Conditions + Right.Conditions;
}

/// <summary>An EC2 filter: a name, and patterns (see <see cref="FilterPattern"/>) of which one has to match.</summary>
internal sealed record FilterNode(string Name, ImmutableArray<string> Patterns) : SelectorNode;

/// <summary>Selects the instances with these ids; without duplicates, in the order given.</summary>
internal sealed record IdsNode(ImmutableArray<string> Ids) : SelectorNode
{
    private HashSet<string>? _lookup;

    public bool Contains(string id) => (_lookup ??= new HashSet<string>(Ids, StringComparer.Ordinal)).Contains(id);
}

/// <summary>Selects the instances that at least one operand selects.</summary>
internal sealed record OrNode(ImmutableArray<SelectorNode> Operands) : SelectorNode
{
    public override int Depth { get; } = 1 + Operands.Max(operand => operand.Depth);

    public override int Conditions { get; } = Operands.Sum(operand => operand.Conditions);
}
