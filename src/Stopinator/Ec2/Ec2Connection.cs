using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.Runtime.Signing;

namespace Stopinator.Ec2;

/// <summary>The HTTP client that signs and sends, for one location and one set of credentials.</summary>
internal sealed class Ec2Connection : IDisposable
{
    public Ec2Connection(Ec2Location location, AWSCredentials credentials, HttpMessageHandler? userHandler)
    {
        Location = location;
        Credentials = credentials;

        var signer = new SigV4SigningHandler(credentials, location.Region, "ec2", userHandler ?? DefaultHandler());

        // A signer disposes of what it wraps, and a handler given by the user is the user's.
        Http = new HttpClient(signer, disposeHandler: userHandler is null) { Timeout = Timeout.InfiniteTimeSpan };
        Http.DefaultRequestHeaders.Add("User-Agent", UserAgent);
    }

    public Ec2Location Location { get; }

    public AWSCredentials Credentials { get; }

    public HttpClient Http { get; }

    private static string UserAgent { get; } =
        $"stopinator/{typeof(Ec2Connection).Assembly.GetName().Version?.ToString(3)} dotnet/{Environment.Version} ({RuntimeInformation.RuntimeIdentifier})";

    public void Dispose() => Http.Dispose();

    private static SocketsHttpHandler DefaultHandler() => new()
    {
        // A redirect followed below the signer would go out with the wrong signature.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),

        // Bounded, so that a change of DNS is seen.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

}
