using Microsoft.Extensions.Logging;
using Stopinator.Ec2;

namespace Stopinator.Tests.Support;

/// <summary>The library's own client over a handler, e.g. that of a simulated EC2: no socket, and everything above it as in production.</summary>
internal static class OwnClient
{
    public static Ec2Client Over(HttpMessageHandler handler, StopinatorOptions options) =>
        Ec2Client.Own(new Ec2ClientFactory(options.Ec2, options.Credentials) { Handler = handler });

    public static InstancePowerService Service(
        HttpMessageHandler handler, StopinatorOptions options, TimeProvider? clock = null, IEnumerable<IPowerObserver>? observers = null,
        ILoggerFactory? loggers = null) =>
        new(options, clock, loggers, Over(handler, options), observers);
}
