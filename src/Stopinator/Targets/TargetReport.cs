using System.Text.Json.Serialization;
using Stopinator.Targets;

namespace Stopinator;

/// <summary>The result of one target: a report, or the failure that prevented it.</summary>
public sealed class TargetReport
{
    internal TargetReport(TargetRequest asked, PowerReport? report, Exception? failure) =>
        (Asked, Report, Failure) = (asked, report, failure);

    /// <summary>Makes the report of a target that was run.</summary>
    public static TargetReport Create(TargetRequest asked, PowerReport report)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(report);
        return new TargetReport(asked, report, failure: null);
    }

    /// <summary>Makes the report of a target that failed before any instance was changed.</summary>
    public static TargetReport Create(TargetRequest asked, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(failure);
        return new TargetReport(asked, report: null, failure);
    }

    /// <summary>The name of the target.</summary>
    public string Name => Asked.Target.ToString();

    /// <summary>The region of the target.</summary>
    public string Region => Asked.Target.Region;

    /// <summary>The role that was assumed for the target; null without one.</summary>
    public string? RoleArn => Asked.Target.RoleArn;

    /// <summary>The target and its request.</summary>
    [JsonIgnore]
    public TargetRequest Asked { get; }

    /// <summary>The report; null when no instance was changed because of <see cref="Failure"/>.</summary>
    public PowerReport? Report { get; }

    /// <summary>
    /// The failure that prevented a report: EC2 could not be asked, a guard refused, or the run ended before the target's turn.
    /// </summary>
    [JsonIgnore]
    public Exception? Failure { get; }

    /// <summary>The code of <see cref="Failure"/>.</summary>
    public string? ErrorCode => Failure is null ? null : TargetCure.CodeOf(Failure);

    /// <summary>The message of <see cref="Failure"/>.</summary>
    public string? ErrorMessage => Failure?.Message;

    /// <summary>The way out of <see cref="Failure"/>; null when its message has it.</summary>
    public string? Cure => Failure is null ? null : TargetCure.Of(Asked.Target, Failure);

    /// <summary>True when there is a report and every outcome in it is a success.</summary>
    public bool IsSuccess => Report is { IsSuccess: true };

    /// <summary>Returns the target and its result in a line.</summary>
    public override string ToString() => Report is null ? $"{Name}: {TargetCure.Describe(Asked.Target, Failure!)}" : $"{Name}: {Report}";
}

/// <summary>The failure of a target that did not have its turn before the deadline. Nothing was sent to it.</summary>
public sealed class TargetNotReachedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The text that names the deadline.</param>
    public TargetNotReachedException(string message)
        : base(message)
    {
    }
}
