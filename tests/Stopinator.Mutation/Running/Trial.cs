namespace Stopinator.Mutation.Running;

/// <summary>The run of some classes with a mutant.</summary>
/// <param name="Verdict">The end of the mutant.</param>
/// <param name="Output">What the tests wrote.</param>
internal sealed record Trial(Verdict Verdict, string Output);
