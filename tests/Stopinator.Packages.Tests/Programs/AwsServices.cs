using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>
/// The AWS services that give credentials, on loopback: STS, the metadata of containers and machines, single sign-on. Each answers only
/// to who shows what it asks for, so keys that come from here prove the whole way. As a proxy for HTTPS, it notes the host and refuses.
/// </summary>
internal sealed class AwsServices : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::123456789012:role/operator";
    public const string WebIdentityToken = "web-identity-token";
    public const string ContainerToken = "container-token";
    public const string SsoToken = "sso-token";
    private const string MachineToken = "machine-token";
    private const string MachineRole = "/latest/meta-data/iam/security-credentials";

    // Which keys may assume the role, and the keys they get.
    private static readonly Dictionary<string, string> RoleKeys = new(StringComparer.Ordinal)
    {
        ["AKIDSOURCE"] = "ASIAROLE",
        ["AKIDHUB"] = "ASIASPOKE",
        ["ASIASSO"] = "ASIASSOROLE",
        ["ASIAROLE"] = "ASIACHAINED",
    };

    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _stsRegions = [];
    private readonly ConcurrentQueue<string> _proxiedHosts = [];

    private AwsServices()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Use(Proxy);
        _application.MapPost("/", Sts);
        _application.MapGet("/container", Container);
        _application.MapPut("/latest/api/token", MachineTokenOf);
        _application.MapGet(MachineRole, (HttpRequest request) => IfMachine(request, "machine-role"));
        _application.MapGet($"{MachineRole}/machine-role", (HttpRequest request) => IfMachine(request, Keys("ASIAMACHINE")));
        _application.MapGet("/federation/credentials", SingleSignOn);
    }

    public string Endpoint => _application.Urls.Single();

    /// <summary>The regions that signed calls of STS were signed for, in order.</summary>
    public IEnumerable<string> StsRegions => _stsRegions;

    /// <summary>The hosts to which a connection was asked for, in order.</summary>
    public IEnumerable<string> ProxiedHosts => _proxiedHosts;

    public static async Task<AwsServices> StartAsync()
    {
        var services = new AwsServices();
        await services._application.StartAsync();
        return services;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task Proxy(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsConnect(context.Request.Method))
        {
            return next(context);
        }

        _proxiedHosts.Enqueue(context.Request.Host.Value!);
        context.Response.StatusCode = StatusCodes.Status502BadGateway;
        return Task.CompletedTask;
    }

    private async Task<IResult> Sts(HttpRequest request)
    {
        var form = await request.ReadFormAsync();

        // key/day/region/sts/aws4_request, or nothing
        var scope = request.Headers.Authorization.ToString().Split("Credential=").Last().Split('/');
        var caller = scope[0];
        if (scope.Length > 2)
        {
            _stsRegions.Enqueue(scope[2]);
        }

        string action = form["Action"]!;
        var key = (action, form["RoleArn"] == Role) switch
        {
            ("AssumeRole", true) => RoleKeys.GetValueOrDefault(caller),
            ("AssumeRoleWithWebIdentity", true) when form["WebIdentityToken"] == WebIdentityToken && caller.Length == 0 =>
                "ASIAWEBIDENTITY",
            _ => null,
        };
        return key is null
            ? Results.Text(
                $"""
                <ErrorResponse>
                  <Error><Code>AccessDenied</Code><Message>{caller} may not assume {form["RoleArn"]}.</Message></Error>
                </ErrorResponse>
                """,
                "text/xml",
                statusCode: 403)
            : Results.Text(
                $"""
                <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>
                  <AssumedRoleUser>
                    <Arn>arn:aws:sts::123456789012:assumed-role/operator/session</Arn><AssumedRoleId>AROAEXAMPLE:session</AssumedRoleId>
                  </AssumedRoleUser>
                  <Credentials>
                    <AccessKeyId>{key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
                    <Expiration>2040-01-01T00:00:00Z</Expiration>
                  </Credentials>
                </{action}Result></{action}Response>
                """,
                "text/xml");
    }

    private static IResult Container(HttpRequest request) =>
        request.Headers.Authorization == ContainerToken ? Results.Text(Keys("ASIACONTAINER"), "application/json") : Results.Unauthorized();

    private static IResult MachineTokenOf(HttpRequest request)
    {
        request.HttpContext.Response.Headers["X-aws-ec2-metadata-token-ttl-seconds"] = "21600";
        return Results.Text(MachineToken);
    }

    private static IResult IfMachine(HttpRequest request, string answer) =>
        request.Headers["X-aws-ec2-metadata-token"] == MachineToken ? Results.Text(answer) : Results.Unauthorized();

    private static IResult SingleSignOn(HttpRequest request) =>
        request.Headers["x-amz-sso_bearer_token"] == SsoToken && request.Query["role_name"] == "operator"
            ? Results.Text(
                """
                {
                  "roleCredentials":
                  { "accessKeyId": "ASIASSO", "secretAccessKey": "secret", "sessionToken": "session", "expiration": 2208988800000 }
                }
                """,
                "application/json")
            : Results.Unauthorized();

    private static string Keys(string accessKeyId) =>
        $$"""
        {
          "Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "{{accessKeyId}}", "SecretAccessKey": "secret", "Token": "session",
          "Expiration": "2040-01-01T00:00:00Z"
        }
        """;
}
