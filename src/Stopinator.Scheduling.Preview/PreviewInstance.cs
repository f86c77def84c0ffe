namespace Stopinator.Scheduling;

/// <summary>An instance to preview: an id and tags, real or made up.</summary>
/// <param name="Id">The id, such as <c>i-0123456789abcdef0</c>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record PreviewInstance(string Id, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The value of the tag <c>Name</c>; null when there is none.</summary>
    public string? Name => Tags.GetValueOrDefault("Name");

    /// <summary>Returns an instance that EC2 described.</summary>
    /// <param name="instance">The instance.</param>
    public static PreviewInstance Of(Ec2Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new(instance.InstanceId, instance.Tags);
    }
}
