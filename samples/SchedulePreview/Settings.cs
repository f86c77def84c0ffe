using Stopinator;

namespace SchedulePreviewSample;

/// <summary>The settings of the command line.</summary>
internal sealed record Settings(
    string File,
    string TagKey,
    Uri? Endpoint,
    string? Region,
    string? Profile,
    InstanceSelector Selector,
    DateTimeOffset At,
    bool IsCalendarWeek,
    IReadOnlyDictionary<string, string> WhatIf,
    string? Html)
{
    /// <summary>True when the instances are those of an endpoint rather than those in the file.</summary>
    public bool IsLive => Endpoint is not null || Region is not null || Profile is not null;
}
