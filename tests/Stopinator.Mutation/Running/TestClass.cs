namespace Stopinator.Mutation.Running;

/// <summary>A class of tests without a mutant.</summary>
/// <param name="Name">The class.</param>
/// <param name="Took">The time of its process.</param>
/// <param name="Reached">The mutants that it reaches.</param>
internal sealed record TestClass(string Name, TimeSpan Took, IReadOnlySet<int> Reached);
