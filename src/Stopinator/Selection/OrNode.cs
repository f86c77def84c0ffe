using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>Selects the instances that at least one operand selects.</summary>
internal sealed record OrNode(ImmutableArray<SelectorNode> Operands) : SelectorNode
{
    public override int Depth { get; } = 1 + Operands.Max(operand => operand.Depth);

    public override int Conditions { get; } = Operands.Sum(operand => operand.Conditions);
}
