namespace Stopinator;

/// <summary>The progress of an execution. None of the counts ever falls.</summary>
/// <param name="Selected">The number of instances in the plan.</param>
/// <param name="Requested">The number of instances that EC2 was asked to change, whatever it answered.</param>
/// <param name="Settled">The number of instances with a final outcome.</param>
/// <param name="Calls">The number of calls sent.</param>
public readonly record struct PowerProgress(int Selected, int Requested, int Settled, int Calls);
