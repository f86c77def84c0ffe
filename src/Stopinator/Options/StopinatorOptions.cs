using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Stopinator;

/// <summary>
/// The options of an <see cref="InstancePowerService"/>: the client, the instances that may be acted on, and the limits of a run.
/// </summary>
/// <remarks>
/// All options are checked together before first use; the message lists every problem with its value and limit. In configuration, each part
/// is a section with the names of its properties (<c>Guards:MaxInstances</c>), and <see cref="Scope"/> is the text of a selector.
/// </remarks>
public sealed class StopinatorOptions
{
    /// <summary>The region, endpoint and profile of a service that makes its own client.</summary>
    public Ec2Options Ec2 { get; } = new();

    /// <summary>
    /// The instances that may be acted on at all. An instance outside of the scope is skipped, whatever a request selects. Nothing
    /// overrides the scope. Default (null): every instance of account and region.
    /// </summary>
    /// <remarks>
    /// The scope is tested on each instance read. A scope accepts tags, ids, and filters on the properties of <see cref="Ec2Instance"/>.
    /// </remarks>
    public InstanceSelector? Scope { get; set; }

    /// <summary>The limits of every plan.</summary>
    public GuardOptions Guards { get; } = new();

    /// <summary>The options for carrying out plans.</summary>
    public ExecutionOptions Execution { get; } = new();

    /// <summary>The options for watching states.</summary>
    public VerificationOptions Verification { get; } = new();

    /// <summary>The options for retrying failed calls.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>The rate limits of EC2 that calls keep to.</summary>
    public RateLimitOptions RateLimits { get; } = new();

    /// <summary>
    /// The credentials of a service that makes its own client. Default: the credentials of <see cref="Ec2Options.Profile"/>, else of the
    /// application's AWS options, else of the default chain. Not in configuration.
    /// </summary>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>
    /// The random source for waits between attempts. It returns numbers from 0 up to 1 and must be safe for several threads. Default: the
    /// shared random source. Not in configuration.
    /// </summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The one place where chance comes in.")]
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It spreads waits.")]
    public Func<double> Randomizer { get; set; } = Random.Shared.NextDouble;
}
