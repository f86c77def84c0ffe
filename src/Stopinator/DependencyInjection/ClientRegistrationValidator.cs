using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Stopinator.DependencyInjection;

/// <summary>Refuses contradictions between the options and the client that the container holds, when the application starts.</summary>
internal sealed class ClientRegistrationValidator(IServiceCollection services) : IValidateOptions<StopinatorOptions>
{
    public ValidateOptionsResult Validate(string? name, StopinatorOptions options)
    {
        var key = string.IsNullOrEmpty(name) ? null : name;
        string[] set = [.. Set(options)];
        string[] problems =
        [
            .. ClientRegistration.Of(services, key) is { } client ? ClientProblems(client, set) : [],
            .. HasFactory(key) && set.Length > 0 ? [Contradiction(set, "a Func<PowerTarget, IAmazonEC2>")] : (string[])[],
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ClientProblems(ClientRegistration client, string[] set)
    {
        if (client.Lifetime == ServiceLifetime.Scoped)
        {
            yield return $"The {client.Name} is registered as scoped, but Stopinator's services are singletons and would keep the client "
                + "of one scope."
                + " Register it as a singleton, as AddAWSService does by default.";
        }

        if (set.Length > 0)
        {
            yield return Contradiction(set, $"an {client.Name}");
        }
    }

    private static string Contradiction(string[] set, string registered) =>
        $"{string.Join(", ", set)} {(set.Length == 1 ? "is" : "are")} set, and {registered} is registered, which brings settings of its "
        + "own. Take one of the two away.";

    private bool HasFactory(string? key) =>
        services.Any(service => service.ServiceType == typeof(Func<PowerTarget, IAmazonEC2>) && Equals(service.ServiceKey, key));

    private static IEnumerable<string> Set(StopinatorOptions options)
    {
        if (options.Ec2.Region is not null)
        {
            yield return "Ec2.Region";
        }

        if (options.Ec2.Profile is not null)
        {
            yield return "Ec2.Profile";
        }

        if (options.Ec2.EndpointUrl is not null)
        {
            yield return "Ec2.EndpointUrl";
        }

        if (options.Ec2.UseFips is not null)
        {
            yield return "Ec2.UseFips";
        }

        if (options.Ec2.UseDualStack is not null)
        {
            yield return "Ec2.UseDualStack";
        }

        if (options.Credentials is not null)
        {
            yield return "Credentials";
        }
    }
}
