namespace AspireSample;

/// <summary>A local EC2, which <see cref="LocalEc2Extensions.AddLocalEc2"/> adds.</summary>
internal sealed class LocalEc2Resource(string name) : ProjectResource(name)
{
    /// <summary>The region that requests are signed for.</summary>
    public const string Region = "us-east-1";

    private const string EndpointName = "http";

    /// <summary>The address that clients call.</summary>
    public EndpointReference Endpoint => new(this, EndpointName);
}
