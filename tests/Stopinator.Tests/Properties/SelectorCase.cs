namespace Stopinator.Tests.Properties;

/// <summary>A random selector that knows, without the library, what it selects.</summary>
/// <param name="Selector">The selector.</param>
/// <param name="Selects">Whether an instance of the fleet (its place and what it is) is selected.</param>
public sealed record SelectorCase(InstanceSelector Selector, Func<int, InstanceCase, bool> Selects)
{
    public override string ToString() => Selector.ToString();
}
