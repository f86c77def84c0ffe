namespace Stopinator.Tests.Properties;

/// <summary>What is special about an instance of a random fleet.</summary>
public enum InstanceKind
{
    Plain,
    AutoScaling,
    SpotOneTime,
    SpotPersistent,
    SpotInterrupted,
    StopProtected,
    InstanceStore,
    Managed,
    TagProtected,
    Hibernatable,
    FallsBack,
    Stuck,
}
