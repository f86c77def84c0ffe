using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>
/// Three accounts on loopback, each with a simulated EC2, behind one address. Its STS gives keys for the role of an account where the
/// policy of the hub allows it and the role trusts the caller; both are read from the generated files.
/// </summary>
internal sealed class SimulatedAccounts : IAsyncDisposable
{
    public const string HubKey = "ASIAHUB";

    /// <summary>The accounts as a user writes them into targets.json: two in the region of the file, and the third in another.</summary>
    public const string List =
        """
        "accounts": [
            "111122223333", { "account": "444455556666", "name": "payments" },
            { "account": "123456789012", "name": "hub", "regions": ["eu-west-1"] }
          ]
        """;

    private readonly Dictionary<string, SimulatedEc2> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _refused = [];
    private readonly HttpClient _client = new();
    private readonly WebApplication _application;
    private readonly string _allowed;
    private readonly string _externalId;
    private readonly string _roleName;

    private SimulatedAccounts(GeneratedProject project)
    {
        var (hub, spoke) = (InfrastructureFile.Read(project.Template), InfrastructureFile.Read(project.SpokeRole));
        var assume = Statement.Of(hub.Resources["FunctionRole"]).Single(statement => statement.Actions.Contains("sts:AssumeRole"));
        _allowed = Assert.Single(assume.Resources)
            .Replace("!Sub ", "", StringComparison.Ordinal)
            .Replace("${AWS::Partition}", "aws", StringComparison.Ordinal)
            .Replace("${SpokeRoleName}", hub.TextAt("Parameters/SpokeRoleName/Default"), StringComparison.Ordinal);
        _externalId = spoke.TextAt("Parameters/ExternalId/Default")!;
        _roleName = spoke.TextAt("Parameters/RoleName/Default")!;

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapPost("/sts", AssumeRoleAsync);
        _application.MapPost("/", PassOnAsync);
    }

    public string Ec2 => _application.Urls.Single();

    public string Sts => $"{Ec2}/sts";

    /// <summary>The roles that somebody asked for and did not get.</summary>
    public IEnumerable<string> Refused => _refused;

    public SimulatedEc2 this[string account] => _accounts[account];

    public static async Task<SimulatedAccounts> StartAsync(GeneratedProject project)
    {
        var accounts = new SimulatedAccounts(project);
        await accounts._application.StartAsync();
        foreach (var account in PowerTargets.Parse(await File.ReadAllTextAsync(project.Targets)).Accounts)
        {
            accounts._accounts[account.AccountId!] = await SimulatedEc2.StartAsync(
                fleet =>
                {
                    fleet.Add(2, instance => instance.Tagged("Env", "dev").Running());
                    fleet.Add(instance => instance.Tagged("Env", "prod").Running());
                },
                new SimulatedEc2Options
                {
                    AccountId = account.AccountId!,
                    Region = Assert.Single(account.Regions),
                    IamRule = new IamRule("Env", "dev"),
                });
        }

        return accounts;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
        foreach (var ec2 in _accounts.Values)
        {
            await ec2.DisposeAsync();
        }
    }

    private async Task<IResult> AssumeRoleAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var role = form["RoleArn"].ToString();
        var account = role.Split(':').ElementAtOrDefault(4) ?? "";
        var isAllowed = KeyOf(request) == HubKey && role == _allowed.Replace("::*:", $"::{account}:", StringComparison.Ordinal);
        var isTrusted = _accounts.ContainsKey(account) && role.EndsWith($":role/{_roleName}", StringComparison.Ordinal)
            && form["ExternalId"] == _externalId;
        if (!isAllowed || !isTrusted)
        {
            _refused.Enqueue(role);
            return Results.Text(
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No.</Message></Error></ErrorResponse>",
                "text/xml",
                statusCode: 403);
        }

        return Results.Text(
            $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
              <AssumedRoleUser><Arn>{role}/session</Arn><AssumedRoleId>AROAEXAMPLE:session</AssumedRoleId></AssumedRoleUser>
              <Credentials>
                <AccessKeyId>ASIA{account}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
                <Expiration>2040-01-01T00:00:00Z</Expiration>
              </Credentials>
            </AssumeRoleResult></AssumeRoleResponse>
            """,
            "text/xml");
    }

    // The keys say which account is called.
    private async Task PassOnAsync(HttpContext context)
    {
        var account = KeyOf(context.Request).Replace("ASIA", "", StringComparison.Ordinal);
        if (!_accounts.TryGetValue(account, out var ec2))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, ec2.Endpoint) { Content = new StreamContent(context.Request.Body) };
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        using var answer = await _client.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    // Credential=<key>/<day>/<region>/<service>/aws4_request
    private static string KeyOf(HttpRequest request) => request.Headers.Authorization.ToString().Split("Credential=").Last().Split('/')[0];
}
