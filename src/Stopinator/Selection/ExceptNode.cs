namespace Stopinator.Selection;

/// <summary>What the left side selects and the right side does not.</summary>
internal sealed record ExceptNode(SelectorNode Left, SelectorNode Right) : SelectorNode
{
    public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);

    public override int Conditions { get; } = Left.Conditions + Right.Conditions;
}
