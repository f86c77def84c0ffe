using Microsoft.Extensions.Options;

namespace Stopinator.Scheduling.DependencyInjection;

/// <summary>Checks all options together, so that one message lists every problem.</summary>
internal sealed class ScheduledPowerOptionsValidator : IValidateOptions<ScheduledPowerOptions>
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    /// <summary>Checks options that do not come from a container.</summary>
    /// <exception cref="OptionsValidationException">An option is out of bounds.</exception>
    public static void ThrowIfInvalid(ScheduledPowerOptions options)
    {
        var problems = Problems(options).ToArray();
        if (problems.Length > 0)
        {
            throw new OptionsValidationException(nameof(ScheduledPowerOptions), typeof(ScheduledPowerOptions), problems);
        }
    }

    public ValidateOptionsResult Validate(string? name, ScheduledPowerOptions options)
    {
        var problems = Problems(options).ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ScheduledPowerOptions options) => [.. TagProblems(options), .. TimeProblems(options)];

    private static IEnumerable<string> TagProblems(ScheduledPowerOptions options)
    {
        if (options.Tags is null || options.Tags.Count == 0 || options.Tags.Contains(null!))
        {
            yield return "Tags is empty; it takes at least one ScheduleTag.";
            yield break;
        }

        string?[] keys =
        [
            .. options.Tags.Select(tag => tag.Key), options.OptOutTagKey, options.KeepRunningTagKey, options.KeepStoppedTagKey,
        ];
        if (keys.Where(key => !string.IsNullOrEmpty(key))
            .GroupBy(key => key, StringComparer.Ordinal)
            .FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            yield return $"The tag key {twice.Key} is used twice; each key has one meaning.";
        }
    }

    private static IEnumerable<string> TimeProblems(ScheduledPowerOptions options)
    {
        if (!Enum.IsDefined(options.Mode))
        {
            yield return $"Mode is {(int)options.Mode}; it takes {string.Join(", ", Enum.GetNames<ReconcileMode>())}.";
        }

        if (options.Interval <= TimeSpan.Zero || options.Interval > LongestTime)
        {
            yield return $"Interval is {options.Interval}; it takes more than zero, up to {LongestTime}.";
        }

        if (options.LookBack < TimeSpan.Zero || options.LookBack > LongestTime)
        {
            yield return $"LookBack is {options.LookBack}; it takes zero to {LongestTime}.";
        }

        if (options.CatchUp <= TimeSpan.Zero || options.CatchUp > LongestTime)
        {
            yield return $"CatchUp is {options.CatchUp}; it takes more than zero, up to {LongestTime}.";
        }

        if (options.PermittedStopModes is null)
        {
            yield return "PermittedStopModes is null; an empty list permits none.";
        }
    }
}
