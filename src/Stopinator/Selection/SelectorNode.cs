namespace Stopinator.Selection;

/// <summary>A node of the tree behind an <see cref="InstanceSelector"/>.</summary>
internal abstract record SelectorNode
{
    /// <summary>The depth of nested operators below this node; bounded when selectors are combined.</summary>
    public virtual int Depth => 0;

    /// <summary>The number of conditions in the node; bounded when selectors are combined.</summary>
    public virtual int Conditions => 1;
}
