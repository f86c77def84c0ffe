using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Configuration;

/// <summary>The configuration file of the tool.</summary>
internal sealed class ToolConfiguration
{
    private const string DefaultName = "stopinator.json";
    private const string PowerName = "Stopinator";
    private const string SchedulesName = "Schedules";
    private const string ScopeName = nameof(StopinatorOptions.Scope);

    private ToolConfiguration(IConfiguration values, string? path)
    {
        var schedules = new SchedulesSection(values.GetSection(SchedulesName), path);
        (Power, Schedules, Path) = (values.GetSection(PowerName), schedules.Read(), path);
        Catalog = schedules.Catalog;
    }

    /// <summary>The path of the file; null without one.</summary>
    public string? Path { get; }

    /// <summary>The section that <c>AddStopinator</c> takes.</summary>
    public IConfigurationSection Power { get; }

    /// <summary>The options of schedules.</summary>
    public ScheduledPowerOptions Schedules { get; }

    /// <summary>The schedules by name.</summary>
    public ScheduleCatalog Catalog { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="host">The surroundings, with the folder of the default file.</param>
    /// <param name="given">The path on the command line; null for the default file, which need not exist.</param>
    /// <exception cref="UsageException">The file does not exist or is invalid; the message has its path and the reason.</exception>
    public static ToolConfiguration Read(ToolHost host, string? given)
    {
        var path = System.IO.Path.GetFullPath(given ?? DefaultName, host.Folder);
        if (!File.Exists(path))
        {
            return given is null
                ? new(new ConfigurationBuilder().Build(), path: null)
                : throw new UsageException($"There is no configuration file {ErrorText.Clean(path, int.MaxValue)}.");
        }

        try
        {
            var values = Parse(TextFile.Read(path));
            ThrowIfUnknown(values);
            ThrowIfNoScope(values.GetSection(PowerName));
            return new(values, path);
        }
        catch (Exception exception) when (exception
            is InvalidDataException or FormatException or InvalidOperationException or ArgumentException
            or IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, exception);
        }
    }

    /// <summary>Returns the exception for a file with a mistake.</summary>
    public static UsageException Invalid(string? path, Exception exception) =>
        new($"The configuration file {ErrorText.Clean(path, int.MaxValue)} is invalid: {ErrorText.MessagesOf(exception)}", exception);

    /// <summary>Throws when a section has a value, which would be ignored with all the options that it replaces.</summary>
    /// <exception cref="FormatException">The section has a value.</exception>
    public static void ThrowIfValue(IConfigurationSection section)
    {
        if (section.Value is { } value)
        {
            throw new FormatException(
                $"it holds {ErrorText.Quote(value)} for {ErrorText.Quote(section.Path)}, which is a section of options; write "
                + $"\"{section.Path}\": {{ }} with options in it, or leave it out.");
        }
    }

    private static IConfigurationRoot Parse(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (JsonException exception)
        {
            throw new FormatException("Could not parse the JSON file.", exception);
        }
    }

    // The library takes null for no scope, as other sources of configuration mean it. In this file it is a bound that got lost.
    private static void ThrowIfNoScope(IConfigurationSection power)
    {
        ThrowIfValue(power);
        var scope = power.GetChildren().FirstOrDefault(one => one.Key.Equals(ScopeName, StringComparison.OrdinalIgnoreCase));
        if (scope is { Value: null } && !scope.GetChildren().Any())
        {
            throw new FormatException(
                $"it holds no selector for {ErrorText.Quote(scope.Path)}; it takes a selector as text, such as \"tag:Env=dev\". For no "
                + "bound, leave it out.");
        }
    }

    private static void ThrowIfUnknown(IConfiguration values)
    {
        string[] known = [PowerName, SchedulesName];
        foreach (var section in values.GetChildren().Where(one => !known.Contains(one.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"it holds {ErrorText.Quote(section.Key)}; it takes {string.Join(" and ", known)}.{Suggestion.For(section.Key, known)}"));
        }
    }
}
