using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Stopinator.Diagnostics;

namespace Stopinator.Hosting.DependencyInjection;

/// <summary>Reads options from configuration. An unknown name or an invalid value is a problem that the validator reports.</summary>
internal static class WorkerConfiguration
{
    private static readonly string[] Names =
    [
        nameof(ScheduledPowerWorkerOptions.Interval), nameof(ScheduledPowerWorkerOptions.Jitter),
        nameof(ScheduledPowerWorkerOptions.RunAtStart), nameof(ScheduledPowerWorkerOptions.StaleAfter),
        nameof(ScheduledPowerWorkerOptions.Targets), nameof(ScheduledPowerWorkerOptions.TargetsLocation),
    ];

    public static void Apply(IConfiguration configuration, ScheduledPowerWorkerOptions options)
    {
        foreach (var child in configuration.GetChildren())
        {
            if (ProblemOf(child, options) is { } problem)
            {
                options.ConfigurationProblems.Add(problem);
            }
        }
    }

    private static string? ProblemOf(IConfigurationSection child, ScheduledPowerWorkerOptions options)
    {
        switch (Names.FirstOrDefault(name => name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
        {
            case nameof(options.Interval) when TimeOf(child) is { } time:
                options.Interval = time;
                return null;
            case nameof(options.Jitter) when TimeOf(child) is { } time:
                options.Jitter = time;
                return null;
            case nameof(options.StaleAfter) when TimeOf(child) is { } time:
                options.StaleAfter = time;
                return null;
            case nameof(options.RunAtStart):
                if (!bool.TryParse(child.Value, out var runs))
                {
                    return $"{ErrorText.Quote(child.Path)} is {ErrorText.Quote(child.Value)}; it takes true or false.";
                }

                options.RunAtStart = runs;
                return null;
            case nameof(options.Targets):
                return TargetsOf(child, options);
            case nameof(options.TargetsLocation):
                options.TargetsLocation = child.Value;
                return child.Value is null ? $"{ErrorText.Quote(child.Path)} is a section; it takes the location of a document." : null;
            case null:
                return $"{ErrorText.Quote(child.Path)} is not an option of the worker; it takes {string.Join(", ", Names)}."
                    + Suggestion.For(child.Key, Names);
            default:
                return $"{ErrorText.Quote(child.Path)} is {ErrorText.Quote(child.Value)}; it takes a time such as 00:05:00.";
        }
    }

    private static string? TargetsOf(IConfigurationSection section, ScheduledPowerWorkerOptions options)
    {
        try
        {
            options.Targets = PowerTargets.Parse(section.Value ?? SectionJson.Of(section));
            return null;
        }
        catch (JsonException exception)
        {
            var location = section.Value?.TrimStart().StartsWith('{') == false
                ? $" The location of a document is {nameof(options.TargetsLocation)}."
                : "";
            return $"{ErrorText.Quote(section.Path)}: {exception.Message}{location}";
        }
    }

    // A plain number would be read as days.
    private static TimeSpan? TimeOf(IConfigurationSection section) =>
        section.Value is { } text && text.Contains(':', StringComparison.Ordinal)
        && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
}
