using Microsoft.Extensions.DependencyInjection;
using Stopinator.Hosting.DependencyInjection;
using Stopinator.Tests.Shared;

namespace Stopinator.Hosting.Tests.DependencyInjection;

public sealed class ScheduledPowerWorkerOptionsValidatorTests
{
    // The jitter may be half of the interval, and StaleAfter is longer than the interval.
    [Fact]
    public void Validate_ValuesAroundTheBounds_AreTakenAsTheRangeBesideTheOptionSays()
    {
        using var provider = new ServiceCollection().BuildServiceProvider();

        Assert.Empty(OptionRanges.Disagreements(
            path => new ScheduledPowerWorkerOptions
            {
                Interval = path == nameof(ScheduledPowerWorkerOptions.Jitter) ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1),
            },
            options => new ScheduledPowerWorkerOptionsValidator(provider).Validate(name: null, options).Failures ?? []));
    }
}
