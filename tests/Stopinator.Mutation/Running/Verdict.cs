namespace Stopinator.Mutation.Running;

/// <summary>The end of a mutant.</summary>
internal enum Verdict
{
    /// <summary>No test noticed it.</summary>
    Survived,

    /// <summary>A test failed.</summary>
    Failed,

    /// <summary>The tests did not end in time.</summary>
    TimedOut,

    /// <summary>The process ended without a test that failed.</summary>
    Crashed,

    /// <summary>No test reaches it.</summary>
    NotReached,
}
