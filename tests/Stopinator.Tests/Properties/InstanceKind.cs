namespace Stopinator.Tests.Properties;

/// <summary>The special property of an instance of a random fleet.</summary>
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
