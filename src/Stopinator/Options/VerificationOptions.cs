using Stopinator.Options;

namespace Stopinator;

/// <summary>The options for watching states after EC2 accepted a request, and before a request that waits for a transition.</summary>
public sealed class VerificationOptions
{
    /// <summary>The longest time that states are watched. Default 2 minutes; a deadline ends it earlier.</summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait before the first describe; each further wait is half as long again. Default 2 seconds, as AWS advises.</summary>
    [TimeRange("00:00:00.001", "12:00:00")]
    public TimeSpan FirstInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two describes. Default 10 seconds.</summary>
    [TimeRange("00:00:00.001", "12:00:00")]
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(10);
}
