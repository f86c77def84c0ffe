namespace Stopinator;

/// <summary>How far an execution is. None of the counts ever falls.</summary>
/// <param name="Selected">The instances of the plan.</param>
/// <param name="Requested">Those EC2 was asked to change, whatever it answered.</param>
/// <param name="Settled">Those whose outcome is final.</param>
/// <param name="Calls">The calls sent.</param>
public readonly record struct PowerProgress(int Selected, int Requested, int Settled, int Calls);
