using Microsoft.Extensions.Configuration;
using Stopinator.Diagnostics;

namespace Stopinator.DependencyInjection;

/// <summary>Takes options from configuration. A name that is not known is an error: a guard that is misspelled must not be no guard.</summary>
internal static class StopinatorConfiguration
{
    private static readonly string[] Names =
    [
        nameof(StopinatorOptions.Ec2), nameof(StopinatorOptions.Scope), nameof(StopinatorOptions.Guards),
        nameof(StopinatorOptions.Execution), nameof(StopinatorOptions.Verification), nameof(StopinatorOptions.Retry),
    ];

    public static void Apply(IConfiguration configuration, StopinatorOptions options)
    {
        foreach (var child in configuration.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException(
                $"The configuration holds {ErrorText.Quote(child.Path)}, which is not an option of Stopinator; it takes {string.Join(", ", Names)}.{Suggestion.For(child.Key, Names)}");
        }

        configuration.GetSection(nameof(options.Ec2)).Bind(options.Ec2, Strictly);
        configuration.GetSection(nameof(options.Guards)).Bind(options.Guards, Strictly);
        configuration.GetSection(nameof(options.Execution)).Bind(options.Execution, Strictly);
        configuration.GetSection(nameof(options.Verification)).Bind(options.Verification, Strictly);
        configuration.GetSection(nameof(options.Retry)).Bind(options.Retry, Strictly);
        if (configuration[nameof(options.Scope)] is { Length: > 0 } scope)
        {
            options.Scope = InstanceSelector.Parse(scope);
        }
    }

    private static void Strictly(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;
}
