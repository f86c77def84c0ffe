namespace Stopinator;

/// <summary>The cause of a run that ended before every instance had its turn.</summary>
/// <param name="Code">EC2's error code, <c>Deadline</c>, <c>Cancelled</c>, or one of this library's codes for the connection.</param>
/// <param name="Message">The cause as a sentence.</param>
public sealed record EarlyEnd(string Code, string Message);
