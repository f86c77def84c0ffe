using System.Collections.Immutable;

namespace Stopinator.Scheduling.Reconciling;

/// <summary>The problems with schedules that the plans of many targets found.</summary>
internal sealed record ScheduleFindings(ImmutableArray<UnknownSchedule> UnknownSchedules, ImmutableArray<string> CatalogProblems)
{
    /// <summary>Merges what each target found. Targets may have catalogs of their own, so that only the same message is the same.</summary>
    public static ScheduleFindings Of(IEnumerable<ScheduleFindings> targets)
    {
        ScheduleFindings[] all = [.. targets];
        return new(
            [
                .. all.SelectMany(one => one.UnknownSchedules)
                    .GroupBy(one => (one.TagKey, one.Name, one.Message))
                    .OrderBy(same => same.Key)
                    .Select(same => same.First() with
                    {
                        InstanceIds =
                        [
                            .. same.SelectMany(one => one.InstanceIds).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                        ],
                    }),
            ],
            [.. all.SelectMany(one => one.CatalogProblems).Distinct(StringComparer.Ordinal)]);
    }
}
