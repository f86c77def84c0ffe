using Amazon.Runtime;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>
/// Credentials with advice for the case that none are found. They refuse keys that would become separate headers on the wire.
/// </summary>
internal sealed class SigningCredentials(AWSCredentials source, string? profile) : AWSCredentials
{
    public AWSCredentials Source => source;

    public string? Profile => profile;

    private bool IsFixed => source is BasicAWSCredentials or SessionAWSCredentials;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        // The SDK asks more than once a call, and each time may take long.
        Transmission.Current?.HasCredentials = false;
        ImmutableCredentials keys;
        try
        {
            // Only fixed keys never block. Other credentials may block before they return a task, e.g. on a file or a process.
            keys = await (IsFixed ? source.GetCredentialsAsync() : Task.Run(source.GetCredentialsAsync)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw AwsCredentialsResolver.Unavailable(exception, source, profile);
        }

        ThrowIfUnfit("access key id", "AWS_ACCESS_KEY_ID", keys.AccessKey);
        ThrowIfUnfit("secret access key", "AWS_SECRET_ACCESS_KEY", keys.SecretKey);
        ThrowIfUnfit("session token", "AWS_SESSION_TOKEN", keys.Token);
        Transmission.Current?.HasCredentials = true;
        return keys;
    }

    // The message never shows the value, which is a secret.
    private static void ThrowIfUnfit(string name, string variable, string? value)
    {
        if (value?.AsSpan().ContainsAnyExceptInRange('!', '~') == true)
        {
            throw new Ec2Exception(
                Ec2ErrorCode.NoCredentials,
                $"The AWS {name} holds a blank, a line break or a character outside of ASCII, which no key of AWS has. Correct "
                + $"{variable} or the profile.");
        }
    }
}
