using Stopinator.Scheduling.Sources.DependencyInjection;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Sources.Tests.DependencyInjection;

public sealed class ScheduleSourceOptionsValidatorTests
{
    [Fact]
    public void Validate_ValuesAroundTheBounds_AreTakenAsTheRangeBesideTheOptionSays() => Assert.Empty(OptionRanges.Disagreements(
        _ => new ScheduleSourceOptions(),
        options => new ScheduleSourceOptionsValidator().Validate(name: null, options).Failures ?? []));
}
