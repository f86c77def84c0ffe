using Stopinator.Ec2;

namespace Stopinator.Calls;

/// <summary>The end of a start, stop or reboot after all its attempts: an answer, the last error, or a cancellation.</summary>
/// <param name="Answer">EC2's answer; null when there is none.</param>
/// <param name="Error">The last error; null after an answer and after a cancellation.</param>
/// <param name="Attempts">The number of times the call was sent.</param>
/// <param name="MayHaveActed">True when a failed attempt may have been carried out all the same.</param>
internal sealed record PowerCallResult(PowerCallAnswer? Answer, Ec2Exception? Error, int Attempts, bool MayHaveActed);
