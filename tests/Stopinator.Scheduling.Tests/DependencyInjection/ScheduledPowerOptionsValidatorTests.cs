using Stopinator.Scheduling.DependencyInjection;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.DependencyInjection;

public sealed class ScheduledPowerOptionsValidatorTests
{
    [Fact]
    public void Validate_ValuesAroundTheBounds_AreTakenAsTheRangeBesideTheOptionSays() => Assert.Empty(OptionRanges.Disagreements(
        _ => new ScheduledPowerOptions(),
        options => new ScheduledPowerOptionsValidator().Validate(name: null, options).Failures ?? []));
}
