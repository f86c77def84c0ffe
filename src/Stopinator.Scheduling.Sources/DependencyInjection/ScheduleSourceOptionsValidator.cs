using Microsoft.Extensions.Options;

namespace Stopinator.Scheduling.Sources.DependencyInjection;

/// <summary>Checks all options together, so that one message lists every problem.</summary>
internal sealed class ScheduleSourceOptionsValidator : IValidateOptions<ScheduleSourceOptions>
{
    private const int LeastBytes = 1024;
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Checks options that do not come from a container.</summary>
    /// <exception cref="OptionsValidationException">An option is out of bounds.</exception>
    public static void ThrowIfInvalid(ScheduleSourceOptions options)
    {
        if (Problems(options).ToArray() is { Length: > 0 } problems)
        {
            throw new OptionsValidationException(nameof(ScheduleSourceOptions), typeof(ScheduleSourceOptions), problems);
        }
    }

    public ValidateOptionsResult Validate(string? name, ScheduleSourceOptions options) =>
        Problems(options).ToArray() is { Length: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Problems(ScheduleSourceOptions options)
    {
        if (options.ReadEvery < TimeSpan.Zero || options.ReadEvery > TimeSpan.FromDays(1))
        {
            yield return $"ReadEvery is {options.ReadEvery}; it takes zero to {TimeSpan.FromDays(1)}.";
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(5))
        {
            yield return $"Timeout is {options.Timeout}; it takes more than zero, up to {TimeSpan.FromMinutes(5)}.";
        }

        if (options.MaxBytes is < LeastBytes or > MostBytes)
        {
            yield return FormattableString.Invariant($"MaxBytes is {options.MaxBytes}; it takes {LeastBytes} to {MostBytes}.");
        }
    }
}
