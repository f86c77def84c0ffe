using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Diagnostics;
using Stopinator.Hosting.Work;
using Stopinator.Scheduling;

namespace Stopinator.Hosting.DependencyInjection;

/// <summary>Opens the list of targets that the options name, and says what is wrong with it.</summary>
internal static class WorkerTargets
{
    private const string Sources = "Add the package Stopinator.Scheduling.Sources and services.AddScheduleSources().";

    /// <summary>Returns true when the worker runs at a list of targets.</summary>
    public static bool AreSet(ScheduledPowerWorkerOptions options) => options is not { Targets: null, TargetsLocation: null };

    /// <summary>Returns the source of the list.</summary>
    public static IPowerTargetsSource Open(ScheduledPowerWorkerOptions options, IServiceProvider provider) =>
        options.TargetsLocation is not { } location ? new FixedTargets(options.Targets!)
        : provider.GetService<IScheduleSources>() is { } sources ? sources.Targets(location)
        : new FixedTargets(Read(location));

    /// <summary>Returns what is wrong.</summary>
    public static IEnumerable<string> Problems(ScheduledPowerWorkerOptions options, IServiceProvider provider)
    {
        if (!AreSet(options))
        {
            return [];
        }

        if (options is { Targets: not null, TargetsLocation: { } place })
        {
            return [$"Targets and TargetsLocation, {ErrorText.Quote(place)}, are both set; set one of them."];
        }

        var hasSources = provider.GetService<IServiceProviderIsService>()?.IsService(typeof(IScheduleSources)) == true;
        return options.TargetsLocation is { } location
            ? ProblemsOf(location, hasSources, provider)
            : ProblemsOf(() => PowerTargets.Union([options.Targets!]), "Targets", hasSources);
    }

    private static IEnumerable<string> ProblemsOf(string location, bool hasSources, IServiceProvider provider)
    {
        const string Name = nameof(ScheduledPowerWorkerOptions.TargetsLocation);
        var shown = $"{Name} is {ErrorText.Quote(location)}";
        if (hasSources && ProblemOf(location, provider) is { } problem)
        {
            return [$"{Name}: {problem}"];
        }

        if (IsInAws(location))
        {
            return hasSources ? [] : [$"{shown}, and the container has no IScheduleSources to open it. {Sources}"];
        }

        return string.IsNullOrWhiteSpace(location)
            ? [$"{shown}; it takes a file, ssm:/name, ssm:/path/ or s3://bucket/key."]
            : ProblemsOf(() => Read(location), shown, hasSources);
    }

    private static string? ProblemOf(string location, IServiceProvider provider)
    {
        try
        {
            provider.GetRequiredService<IScheduleSources>().Targets(location);
            return null;
        }
        catch (ArgumentException exception)
        {
            return ErrorText.MessageOf(exception);
        }
        catch (OptionsValidationException)
        {
            // The validation of the sources' own options reports their problems at start, once.
            return null;
        }
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "Every reason that keeps the file from being read is reported.")]
    private static IEnumerable<string> ProblemsOf(Func<PowerTargets> targets, string shown, bool hasSources)
    {
        try
        {
            var account = targets().Accounts.FirstOrDefault(account => account.Schedules is not null);
            return account is null || hasSources
                ? []
                : [
                    $"{shown}: {account} has schedules of its own, {ErrorText.Quote(account.Schedules)}, and the container has no "
                    + $"IScheduleSources to open them. {Sources}",
                ];
        }
        catch (ArgumentException exception)
        {
            return [$"{shown}: {ErrorText.MessageOf(exception)}"];
        }
        catch (Exception exception)
        {
            return [$"{shown}: {exception.Message}"];
        }
    }

    /// <summary>Reads a file. A relative path begins in the folder of the program, as with sources.</summary>
    /// <exception cref="JsonException">The file holds no such document.</exception>
    private static PowerTargets Read(string location) =>
        PowerTargets.Parse(File.ReadAllText(Path.GetFullPath(location.Trim(), AppContext.BaseDirectory)));

    private static bool IsInAws(string location) =>
        location.StartsWith("ssm:", StringComparison.Ordinal) || location.StartsWith("s3:", StringComparison.Ordinal);
}
