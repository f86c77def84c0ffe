using Stopinator.Ec2;

namespace Stopinator.Calls;

/// <summary>How a start, stop or reboot ended after all its attempts: with an answer, with the last error, or cancelled.</summary>
/// <param name="Answer">EC2's answer; null when there is none.</param>
/// <param name="Error">The last error; null after an answer, and when the call was cancelled.</param>
/// <param name="Attempts">How often the call was sent.</param>
/// <param name="MayHaveActed">Whether a failed attempt may have been carried out all the same.</param>
internal sealed record PowerCallResult(PowerCallAnswer? Answer, Ec2Exception? Error, int Attempts, bool MayHaveActed);
