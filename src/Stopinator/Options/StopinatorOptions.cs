using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Stopinator;

/// <summary>The options of an <see cref="InstancePowerService"/>: where EC2 is, what may be touched, and how.</summary>
/// <remarks>
/// Checked together before first use; the message lists every problem with its value and limit. In configuration the properties of
/// the parts stand under their names (<c>Guards:MaxInstances</c>), and <see cref="Scope"/> is the text of a selector.
/// </remarks>
public sealed class StopinatorOptions
{
    /// <summary>Where EC2 is, for a service that makes its own client.</summary>
    public Ec2Options Ec2 { get; } = new();

    /// <summary>
    /// The instances that may be acted on at all. Whatever a request selects, an instance outside is skipped, and nothing overrides that.
    /// Default (null): every instance of account and region.
    /// </summary>
    /// <remarks>The scope is tested on each instance read, so it takes tags, ids, and those filters whose field is read.</remarks>
    public InstanceSelector? Scope { get; set; }

    /// <summary>What bounds every plan.</summary>
    public GuardOptions Guards { get; } = new();

    /// <summary>How plans are carried out.</summary>
    public ExecutionOptions Execution { get; } = new();

    /// <summary>How states are watched.</summary>
    public VerificationOptions Verification { get; } = new();

    /// <summary>How failed calls are repeated.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>The rate limits of EC2 that calls keep to.</summary>
    public RateLimitOptions RateLimits { get; } = new();

    /// <summary>
    /// The credentials of a service that makes its own client. Default: those of <see cref="Ec2Options.Profile"/>, else of the application's
    /// AWS options, else of the default chain. Not in configuration.
    /// </summary>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>
    /// The source of chance for waits between attempts: numbers from 0 up to 1, safe for several threads. Default: the shared random
    /// source. Not in configuration.
    /// </summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The one place where chance comes in.")]
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It spreads waits.")]
    public Func<double> Randomizer { get; set; } = Random.Shared.NextDouble;
}
