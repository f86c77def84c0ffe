using System.Globalization;
using Microsoft.Extensions.Options;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Requests;
using Stopinator.Selection;

namespace Stopinator.Options;

/// <summary>Checks all options together, so that one message lists every problem.</summary>
internal sealed class StopinatorOptionsValidator : IValidateOptions<StopinatorOptions>
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(12);

    private const double LeastRefill = 0.01;
    private const double LargestFigure = 1_000_000;

    /// <summary>Checks options that come without a container.</summary>
    /// <exception cref="OptionsValidationException">An option is out of bounds.</exception>
    public static void ThrowIfInvalid(StopinatorOptions options)
    {
        var problems = Problems(options).ToArray();
        if (problems.Length > 0)
        {
            throw new OptionsValidationException(nameof(StopinatorOptions), typeof(StopinatorOptions), problems);
        }
    }

    public ValidateOptionsResult Validate(string? name, StopinatorOptions options)
    {
        var problems = Problems(options).ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(StopinatorOptions options) =>
        [
            .. Ec2Problems(options.Ec2), .. ScopeProblems(options.Scope), .. GuardProblems(options.Guards), .. FigureProblems(options),
            .. RateLimitProblems(options.RateLimits),
        ];

    private static IEnumerable<string> Ec2Problems(Ec2Options ec2)
    {
        if (ec2.Region is { } region && ec2.EndpointUrl is null && !AwsRegions.IsKnown(region))
        {
            yield return $"Ec2.Region: {AwsRegions.UnknownMessage(region)}";
        }

        if (ec2.EndpointUrl is { } endpoint && EndpointUrl.ProblemOf(endpoint) is { } problem)
        {
            yield return $"Ec2.EndpointUrl {problem}";
        }

        if (ec2.EndpointUrl is not null && (ec2.UseFips == true || ec2.UseDualStack == true))
        {
            yield return "Ec2.EndpointUrl is set together with Ec2.UseFips or Ec2.UseDualStack, which mean another endpoint; take one "
                + "away.";
        }
    }

    private static IEnumerable<string> ScopeProblems(InstanceSelector? scope)
    {
        if (scope is not null && InstanceMatcher.FirstUnknownFilter(scope.Node) is { } filter)
        {
            yield return $"Scope uses the filter {ErrorText.Quote(filter)}, which only EC2 can evaluate; a scope takes ids and the "
                + $"filters {string.Join(", ", FilterFields.Names)}.";
        }
    }

    private static IEnumerable<string> GuardProblems(GuardOptions guards)
    {
        if (guards.MaxInstances < 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Guards.MaxInstances is {guards.MaxInstances}; it takes 0 or more.");
        }

        if (guards.MaxPercent is { } percent && !(percent is > 0 and <= 100))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Guards.MaxPercent is {percent}; it takes more than 0, up to 100.");
        }

        foreach (var problem in SkipReasons.Problems("Guards.Allow", guards.Allow))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> FigureProblems(StopinatorOptions options)
    {
        if (options.Execution.MaxBatchSize is < 1 or > Ec2FilterLimits.MaxIdsPerCall)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Execution.MaxBatchSize is {options.Execution.MaxBatchSize}; it takes 1 to {Ec2FilterLimits.MaxIdsPerCall}.");
        }

        (string Name, int Value)[] parallel =
        [
            (nameof(ExecutionOptions.MaxParallelTargets), options.Execution.MaxParallelTargets),
            (nameof(ExecutionOptions.MaxParallelChoices), options.Execution.MaxParallelChoices),
            (nameof(ExecutionOptions.MaxParallelObservers), options.Execution.MaxParallelObservers),
        ];
        foreach (var (name, value) in parallel.Where(figure => figure.Value is < 1 or > 100))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Execution.{name} is {value}; it takes 1 to 100.");
        }

        if (!Enum.IsDefined(options.Execution.OnObserverFailure))
        {
            yield return $"Execution.OnObserverFailure is {(int)options.Execution.OnObserverFailure}; it takes "
                + $"{string.Join(", ", Enum.GetNames<ObserverFailure>())}.";
        }

        if (options.Retry.MaxAttempts is < 1 or > 100)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Retry.MaxAttempts is {options.Retry.MaxAttempts}; it takes 1 to 100.");
        }

        if (options.Randomizer is null)
        {
            yield return "Randomizer is null; it takes a source of numbers from 0 up to 1.";
        }

        string?[] times =
        [
            TimeProblem("Execution.DeadlineMargin", options.Execution.DeadlineMargin, TimeSpan.FromSeconds(1)),
            TimeProblem("Execution.SettleTime", options.Execution.SettleTime, TimeSpan.Zero),
            TimeProblem("Execution.ObserverTimeout", options.Execution.ObserverTimeout, TimeSpan.FromMilliseconds(1)),
            TimeProblem("Verification.Timeout", options.Verification.Timeout, TimeSpan.Zero),
            TimeProblem("Verification.FirstInterval", options.Verification.FirstInterval, TimeSpan.FromMilliseconds(1)),
            TimeProblem("Verification.MaxInterval", options.Verification.MaxInterval, options.Verification.FirstInterval),
            TimeProblem("Retry.AttemptTimeout", options.Retry.AttemptTimeout, TimeSpan.FromMilliseconds(10)),
            TimeProblem("Retry.TotalTime", options.Retry.TotalTime, TimeSpan.Zero),
            TimeProblem("Retry.CapacityTime", options.Retry.CapacityTime, TimeSpan.Zero),
            TimeProblem("Retry.ThrottlingDelay", options.Retry.ThrottlingDelay, TimeSpan.FromMilliseconds(1)),
            TimeProblem("Retry.TransientDelay", options.Retry.TransientDelay, TimeSpan.Zero),
            TimeProblem("Retry.ConnectionDelay", options.Retry.ConnectionDelay, TimeSpan.Zero),
            TimeProblem("Retry.MaxDelay", options.Retry.MaxDelay, TimeSpan.FromMilliseconds(1)),
        ];
        foreach (var problem in times.OfType<string>())
        {
            yield return problem;
        }
    }

    private static string? TimeProblem(string name, TimeSpan value, TimeSpan least) =>
        value < least || value > LongestTime ? $"{name} is {value}; it takes {least} to {LongestTime}." : null;

    private static IEnumerable<string> RateLimitProblems(RateLimitOptions rateLimits)
    {
        string?[] problems =
        [
            .. RateLimitProblems("Describe", rateLimits.Describe),
            .. RateLimitProblems("Start", rateLimits.Start),
            .. RateLimitProblems("Stop", rateLimits.Stop),
            .. RateLimitProblems("Reboot", rateLimits.Reboot),
        ];
        return problems.OfType<string>();
    }

    private static string?[] RateLimitProblems(string action, ActionRateLimitOptions rateLimit) =>
    [
        FigureProblem($"RateLimits.{action}.RequestCapacity", rateLimit.RequestCapacity, 1),
        FigureProblem($"RateLimits.{action}.RequestRefill", rateLimit.RequestRefill, LeastRefill),
        FigureProblem($"RateLimits.{action}.InstanceCapacity", rateLimit.InstanceCapacity, 1),
        FigureProblem($"RateLimits.{action}.InstanceRefill", rateLimit.InstanceRefill, LeastRefill),
        rateLimit.InstanceCapacity is null == rateLimit.InstanceRefill is null
            ? null
            : $"RateLimits.{action} has one of InstanceCapacity and InstanceRefill; it takes both or none.",
    ];

    private static string? FigureProblem(string name, double? value, double least) =>
        value is { } figure && !(figure >= least && figure <= LargestFigure)
            ? string.Create(CultureInfo.InvariantCulture, $"{name} is {figure}; it takes {least} to {LargestFigure}.")
            : null;
}
