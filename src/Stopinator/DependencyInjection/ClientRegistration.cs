using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;

namespace Stopinator.DependencyInjection;

/// <summary>The <see cref="IAmazonEC2"/> that an application registered for a service.</summary>
/// <param name="Key">The key it is registered under; null for none.</param>
/// <param name="Lifetime">How long it lives.</param>
internal sealed record ClientRegistration(object? Key, ServiceLifetime Lifetime)
{
    /// <summary>Its name in messages.</summary>
    public string Name => Key is null ? "IAmazonEC2" : Equals(Key, KeyedService.AnyKey) ? "IAmazonEC2 for any key" : $"IAmazonEC2 with the key '{Key}'";

    /// <summary>
    /// Finds the client of a service. A service with a key takes the one under its key, and never the one without: another key is another
    /// account. The service without a key takes the one that is Stopinator's alone, else the one without a key.
    /// </summary>
    public static ClientRegistration? Of(IServiceCollection services, string? key) =>
        key is not null ? Find(services, key) ?? Find(services, KeyedService.AnyKey) : Find(services, StopinatorClient.Key) ?? Find(services, key: null);

    // The last registration counts, as in the container.
    private static ClientRegistration? Find(IServiceCollection services, object? key) =>
        services.LastOrDefault(service => service.ServiceType == typeof(IAmazonEC2) && Equals(service.ServiceKey, key)) is { } found
            ? new ClientRegistration(key, found.Lifetime)
            : null;
}
