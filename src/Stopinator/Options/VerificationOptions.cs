namespace Stopinator;

/// <summary>How the states are watched after EC2 took a request, and before one that waits for a transition.</summary>
public sealed class VerificationOptions
{
    /// <summary>How long the states are watched at most. Default 2 minutes; a deadline ends it earlier.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait before the first look; each further wait is half as long again. Default 2 seconds, as AWS advises.</summary>
    public TimeSpan FirstInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two looks. Default 10 seconds.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(10);
}
