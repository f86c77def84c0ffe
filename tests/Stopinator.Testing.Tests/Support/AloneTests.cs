namespace Stopinator.Testing.Tests.Support;

/// <summary>Tests that run while no others do.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneTests;
