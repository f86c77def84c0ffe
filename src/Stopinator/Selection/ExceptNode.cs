namespace Stopinator.Selection;

/// <summary>Selects the instances of the left side that the right side does not select.</summary>
internal sealed record ExceptNode(SelectorNode Left, SelectorNode Right) : SelectorNode
{
    public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);

    public override int Conditions { get; } = Left.Conditions + Right.Conditions;
}
