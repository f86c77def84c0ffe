namespace Stopinator.Selection;

/// <summary>Every instance of the region.</summary>
internal sealed record AllNode : SelectorNode;
