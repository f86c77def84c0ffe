using Microsoft.Extensions.Options;

namespace Stopinator.Hosting.DependencyInjection;

/// <summary>Checks all options together, so that one message lists every problem.</summary>
internal sealed class ScheduledPowerWorkerOptionsValidator(IServiceProvider provider) : IValidateOptions<ScheduledPowerWorkerOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestStale = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, ScheduledPowerWorkerOptions options) =>
        Problems(options).Concat(WorkerTargets.Problems(options, provider)).ToArray() is { Length: > 0 } problems
            ? ValidateOptionsResult.Fail(problems)
            : ValidateOptionsResult.Success;

    private static IEnumerable<string> Problems(ScheduledPowerWorkerOptions options)
    {
        foreach (var problem in options.ConfigurationProblems)
        {
            yield return problem;
        }

        if (options.Interval < ShortestInterval || options.Interval > LongestInterval)
        {
            yield return $"Interval is {options.Interval}; it takes {ShortestInterval} to {LongestInterval}.";
        }

        if (options.Jitter < TimeSpan.Zero || options.Jitter > options.Interval / 2)
        {
            yield return $"Jitter is {options.Jitter}; it takes zero, up to half of Interval, which is {options.Interval}.";
        }

        if (options.StaleAfter <= options.Interval + options.Jitter || options.StaleAfter > LongestStale)
        {
            yield return $"StaleAfter is {options.StaleAfter}; it takes more than Interval and Jitter together, which are "
                + $"{options.Interval + options.Jitter}, up to {LongestStale}.";
        }

        if (options.Request is { } request && request.Action != PowerAction.Reconcile)
        {
            yield return $"Request is to {request.Action}; it takes a request of PowerRequest.Reconcile.";
        }

        if (options.Request?.Deadline is { } deadline)
        {
            yield return $"Request has the deadline {deadline:u}, which would end every later run; it takes none.";
        }
    }
}
