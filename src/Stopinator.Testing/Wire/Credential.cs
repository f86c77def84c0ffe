namespace Stopinator.Testing.Wire;

/// <summary>
/// The sender that the <c>Authorization</c> header of Signature Version 4 names:
/// <c>AWS4-HMAC-SHA256 Credential=key/date/region/service/aws4_request, SignedHeaders=…, Signature=…</c>.
/// </summary>
internal sealed record Credential(string AccessKeyId, string Region, string Service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256 ";

    /// <summary>Returns the access key id for the record of calls; null when the header does not name one.</summary>
    public static string? ReadAccessKeyId(string? authorization) =>
        authorization is not null && Field(authorization, "Credential") is { } scope ? scope.Split('/')[0] : null;

    /// <summary>Rejects a request that is not signed for this region and service. The signature is not verified.</summary>
    public static void Check(string? authorization, string region)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            throw Ec2Errors.NoCredentials();
        }

        var credential = Read(authorization);
        if (credential.Service != "ec2")
        {
            throw Ec2Errors.WrongScope("Credential should be scoped to correct service: 'ec2'.");
        }

        if (credential.Region != region)
        {
            throw Ec2Errors.WrongScope($"Credential should be scoped to a valid region, not '{credential.Region}'.");
        }
    }

    private static Credential Read(string authorization)
    {
        if (!authorization.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            throw Ec2Errors.IncompleteSignature("AWS4-HMAC-SHA256");
        }

        foreach (var field in new[] { "SignedHeaders", "Signature" })
        {
            if (Field(authorization, field) is not { Length: > 0 })
            {
                throw Ec2Errors.IncompleteSignature(field);
            }
        }

        return Field(authorization, "Credential")?.Split('/') is [{ Length: > 0 } key, _, var region, var service, "aws4_request"]
            ? new Credential(key, region, service)
            : throw Ec2Errors.IncompleteSignature("Credential");
    }

    private static string? Field(string authorization, string name)
    {
        var fields = authorization.StartsWith(Algorithm, StringComparison.Ordinal) ? authorization[Algorithm.Length..] : authorization;
        return fields.Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(field => field.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }
}
