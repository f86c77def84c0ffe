namespace Stopinator.Selection;

/// <summary>A node of the tree behind an <see cref="InstanceSelector"/>.</summary>
internal abstract record SelectorNode
{
    /// <summary>How deep operators are nested below this node; bounded when selectors are combined.</summary>
    public virtual int Depth => 0;

    /// <summary>How many conditions the node holds; bounded when selectors are combined.</summary>
    public virtual int Conditions => 1;
}
