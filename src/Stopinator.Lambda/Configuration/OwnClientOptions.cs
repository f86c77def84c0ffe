namespace Stopinator.Lambda.Configuration;

/// <summary>The options that only a client created by the function follows.</summary>
internal static class OwnClientOptions
{
    /// <summary>Rejects such options when a client is passed in. Ignoring a region would stop another fleet.</summary>
    /// <exception cref="FunctionSettingsException">At least one of the options is set.</exception>
    public static void ThrowIfSet(StopinatorOptions options)
    {
        var set = Set(options).ToArray();
        if (set.Length > 0)
        {
            throw new FunctionSettingsException(
            [
                $"The options set {string.Join(", ", set)}, but the IAmazonEC2 handed over has its own settings. Remove one of the two.",
            ]);
        }
    }

    private static IEnumerable<string> Set(StopinatorOptions options)
    {
        (string Name, object? Value)[] all =
        [
            ("Ec2.Region", options.Ec2.Region),
            ("Ec2.Profile", options.Ec2.Profile),
            ("Ec2.EndpointUrl", options.Ec2.EndpointUrl),
            ("Ec2.UseFips", options.Ec2.UseFips),
            ("Ec2.UseDualStack", options.Ec2.UseDualStack),
            ("Credentials", options.Credentials),
        ];
        return all.Where(option => option.Value is not null).Select(option => option.Name);
    }
}
