namespace Stopinator;

/// <summary>Why EC2 says an instance last changed its state, e.g. <c>Client.UserInitiatedShutdown</c>.</summary>
/// <param name="Code">EC2's code; <c>Client.</c> for what the account did, <c>Server.</c> for what EC2 did.</param>
/// <param name="Message">EC2's text; may be empty.</param>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html"/>
public sealed record Ec2StateReason(string Code, string Message);
