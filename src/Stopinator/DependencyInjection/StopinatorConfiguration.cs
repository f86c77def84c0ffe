using Microsoft.Extensions.Configuration;
using Stopinator.Diagnostics;

namespace Stopinator.DependencyInjection;

/// <summary>Reads options from configuration. An unknown name or value is an error: a misspelled guard must not mean no guard.</summary>
internal static class StopinatorConfiguration
{
    private static readonly string[] Names =
    [
        nameof(StopinatorOptions.Ec2), nameof(StopinatorOptions.Scope), nameof(StopinatorOptions.Guards),
        nameof(StopinatorOptions.Execution), nameof(StopinatorOptions.Verification), nameof(StopinatorOptions.Retry),
        nameof(StopinatorOptions.RateLimits),
    ];

    public static void Apply(IConfiguration configuration, StopinatorOptions options)
    {
        // A value in place of the section would be ignored with all the options that it replaces, guards included.
        if (configuration is IConfigurationSection { Value: { Length: > 0 } scalar } whole)
        {
            throw new InvalidOperationException(
                $"The configuration holds {ErrorText.Quote(scalar)} for {ErrorText.Quote(whole.Path)}, which is a section of options; it "
                + $"takes {string.Join(", ", Names)}.");
        }

        foreach (var child in configuration.GetChildren())
        {
            Check(child);
        }

        // The configuration binder would ignore this value.
        if (configuration.GetSection($"{nameof(options.Guards)}:{nameof(options.Guards.Allow)}") is { Value: { Length: > 0 } allowed } list)
        {
            throw new InvalidOperationException(
                $"The configuration holds {ErrorText.Quote(allowed)} for {ErrorText.Quote(list.Path)}, which is a list; its first value "
                + $"is named {ErrorText.Quote($"{list.Path}:0")}.");
        }

        configuration.GetSection(nameof(options.Ec2)).Bind(options.Ec2, Strictly);
        configuration.GetSection(nameof(options.Guards)).Bind(options.Guards, Strictly);
        configuration.GetSection(nameof(options.Execution)).Bind(options.Execution, Strictly);
        configuration.GetSection(nameof(options.Verification)).Bind(options.Verification, Strictly);
        configuration.GetSection(nameof(options.Retry)).Bind(options.Retry, Strictly);
        configuration.GetSection(nameof(options.RateLimits)).Bind(options.RateLimits, Strictly);
        if (configuration.GetSection(nameof(options.Scope)) is { Value: { } scope } section)
        {
            options.Scope = Parse(scope, section.Path);
        }
    }

    private static void Check(IConfigurationSection child)
    {
        if (!Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"The configuration holds {ErrorText.Quote(child.Path)}, which is not an option of Stopinator; it takes "
                + $"{string.Join(", ", Names)}.{Suggestion.For(child.Key, Names)}");
        }

        // The configuration binder would ignore a section of the scope and a value of any other name.
        var isText = child.Key.Equals(nameof(StopinatorOptions.Scope), StringComparison.OrdinalIgnoreCase);
        if (isText && child.GetChildren().Any())
        {
            throw new InvalidOperationException(
                $"The configuration holds a section {ErrorText.Quote(child.Path)}; it takes a selector as text, such as 'tag:Env=dev'.");
        }

        if (!isText && child.Value is { Length: > 0 } value)
        {
            throw new InvalidOperationException(
                $"The configuration holds {ErrorText.Quote(value)} for {ErrorText.Quote(child.Path)}, which is a section of options.");
        }
    }

    // An empty scope is an error, like every empty selector. A scope that was left empty by mistake must not mean no bound.
    private static InstanceSelector Parse(string scope, string path)
    {
        try
        {
            return InstanceSelector.Parse(scope);
        }
        catch (SelectorFormatException exception)
        {
            throw new InvalidOperationException(
                $"The configuration holds no selector for {ErrorText.Quote(path)}. {exception.Message}", exception);
        }
    }

    private static void Strictly(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;
}
