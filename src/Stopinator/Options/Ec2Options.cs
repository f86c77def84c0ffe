namespace Stopinator;

/// <summary>
/// The region, endpoint and profile of a service that makes its own client. A setting that is null comes from the application's AWS options
/// (<c>AddDefaultAWSOptions</c>), else from the environment, as with any AWS client.
/// </summary>
/// <remarks>A client that is handed over has its own settings, so these options must stay unset when the container has a client.</remarks>
public sealed class Ec2Options
{
    /// <summary>
    /// The region, e.g. <c>eu-west-1</c>. Default: <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>, the profile's region, the region of the
    /// EC2 instance on which the program runs. An unknown region is refused, unless <see cref="EndpointUrl"/> is set.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>
    /// The profile of the shared configuration files that gives credentials, region and endpoint. Default: <c>AWS_PROFILE</c>,
    /// else the default credential chain.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>
    /// The endpoint, e.g. <c>http://127.0.0.1:5577</c>. Default: <c>AWS_ENDPOINT_URL_EC2</c>, <c>AWS_ENDPOINT_URL</c>, the profile's
    /// <c>endpoint_url</c> (all three ignored when <c>AWS_IGNORE_CONFIGURED_ENDPOINT_URLS</c> is <c>true</c>), EC2's own for the region.
    /// </summary>
    public Uri? EndpointUrl { get; set; }

    /// <summary>True to use a FIPS endpoint. Default: <c>AWS_USE_FIPS_ENDPOINT</c>, the profile's setting, false.</summary>
    public bool? UseFips { get; set; }

    /// <summary>
    /// True to use a dual-stack endpoint (IPv6). Default: <c>AWS_USE_DUALSTACK_ENDPOINT</c>, the profile's setting, false.
    /// </summary>
    public bool? UseDualStack { get; set; }
}
