namespace Stopinator.Selection;

/// <summary>Selects every instance of the region.</summary>
internal sealed record AllNode : SelectorNode;
