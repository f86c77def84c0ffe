namespace AspireSample;

/// <summary>A local EC2 as a resource of an Aspire application.</summary>
internal static class LocalEc2Extensions
{
    // The control endpoint is what the health check asks.
    private const string ControlPath = "/_stopinator/";

    /// <summary>Adds a local EC2 to an application.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="options">Options of <c>stopinator local-ec2</c>, except for the port, the region and the control endpoint.</param>
    public static IResourceBuilder<LocalEc2Resource> AddLocalEc2(this IDistributedApplicationBuilder builder, string name, params string[] options)
    {
        var ec2 = builder.AddResource(new LocalEc2Resource(name))
            .WithAnnotation(new Projects.LocalEc2())
            .WithHttpEndpoint()
            .WithHttpHealthCheck(ControlPath);
        return ec2
            .WithArgs("--port", ec2.Resource.Endpoint.Property(EndpointProperty.TargetPort))
            .WithArgs(["--region", LocalEc2Resource.Region, "--control", .. options]);
    }

    /// <summary>
    /// Makes the AWS SDK of a resource call a local EC2. Sets <c>AWS_ENDPOINT_URL_EC2</c>, and the region and an access key unless the
    /// resource has them already.
    /// </summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<LocalEc2Resource> ec2)
        where T : IResourceWithEnvironment =>
        builder.WithReferenceRelationship(ec2).WithEnvironment(context =>
        {
            context.EnvironmentVariables["AWS_ENDPOINT_URL_EC2"] = ec2.Resource.Endpoint;
            context.EnvironmentVariables.TryAdd("AWS_REGION", LocalEc2Resource.Region);
            context.EnvironmentVariables.TryAdd("AWS_ACCESS_KEY_ID", "any");
            context.EnvironmentVariables.TryAdd("AWS_SECRET_ACCESS_KEY", "key");
        });
}
