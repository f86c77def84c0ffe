namespace Stopinator.Lambda.Tests.Runtime;

/// <summary>The tests that look at the variable of the trace, of which a process has one.</summary>
[CollectionDefinition(Name)]
public sealed class TraceVariable
{
    public const string Name = "trace variable";
}
