using Amazon.Runtime;
using Stopinator.Ec2;

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Makes our own clients as a program makes them, with waits too short to notice.</summary>
internal static class Clients
{
    public static StopinatorOptions OptionsFor(Uri endpoint)
    {
        var options = new StopinatorOptions { Credentials = new SessionAWSCredentials(ChildProcess.AccessKeyId, "secret", "token") };
        (options.Ec2.Region, options.Ec2.EndpointUrl) = (ChildProcess.Region, endpoint);
        (options.Ec2.UseFips, options.Ec2.UseDualStack) = (false, false);
        options.Verification.FirstInterval = TimeSpan.FromMilliseconds(1);
        (options.Retry.TransientDelay, options.Retry.ConnectionDelay) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        return options;
    }

    public static InstancePowerService NewService(Uri endpoint) => new(OptionsFor(endpoint));

    public static Ec2Client NewClient(Uri endpoint, HttpMessageHandler? handler = null)
    {
        var options = OptionsFor(endpoint);
        return Ec2Client.Own(new Ec2ClientFactory(options.Ec2, options.Credentials) { Handler = handler });
    }
}
