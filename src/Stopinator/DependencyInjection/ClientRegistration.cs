using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;

namespace Stopinator.DependencyInjection;

/// <summary>The <see cref="IAmazonEC2"/> that an application registered for a service.</summary>
/// <param name="Key">The key of the registration; null for none.</param>
/// <param name="Lifetime">The lifetime of the registration.</param>
internal sealed record ClientRegistration(object? Key, ServiceLifetime Lifetime)
{
    /// <summary>The name of the registration in messages.</summary>
    public string Name =>
        Key is null ? "IAmazonEC2" : Equals(Key, KeyedService.AnyKey) ? "IAmazonEC2 for any key" : $"IAmazonEC2 with the key '{Key}'";

    /// <summary>
    /// Finds the client of a service. A service with a key uses the client under its key and never the client without a key: another key is
    /// another account. The service without a key uses Stopinator's own client, else the client without a key.
    /// </summary>
    public static ClientRegistration? Of(IServiceCollection services, string? key) =>
        key is not null
            ? Find(services, key) ?? Find(services, KeyedService.AnyKey)
            : Find(services, StopinatorClient.Key) ?? Find(services, key: null);

    // The last registration counts, as in the container.
    private static ClientRegistration? Find(IServiceCollection services, object? key) =>
        services.LastOrDefault(service => service.ServiceType == typeof(IAmazonEC2) && Equals(service.ServiceKey, key)) is { } found
            ? new ClientRegistration(key, found.Lifetime)
            : null;
}
