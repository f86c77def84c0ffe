namespace Stopinator;

/// <summary>EC2's reason for the last change of an instance's state, e.g. <c>Client.UserInitiatedShutdown</c>.</summary>
/// <param name="Code">EC2's code. <c>Client.</c> marks an act of the account, <c>Server.</c> an act of EC2.</param>
/// <param name="Message">EC2's text; may be empty.</param>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html"/>
public sealed record Ec2StateReason(string Code, string Message);
