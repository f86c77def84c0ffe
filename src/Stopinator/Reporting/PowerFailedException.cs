using System.Globalization;
using Stopinator.Reporting;

namespace Stopinator;

/// <summary>The error of a run in which some instances did not succeed. <see cref="PowerReport.EnsureSuccess"/> throws it.</summary>
public sealed class PowerFailedException : Exception
{
    private const int Shown = 5;

    /// <summary>Creates the exception for a report.</summary>
    public PowerFailedException(PowerReport report)
        : base(MessageFor(report)) => Report = report;

    /// <summary>The report.</summary>
    public PowerReport Report { get; }

    private static string MessageFor(PowerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var failures = report.Instances.Where(instance => !instance.IsSuccess).ToArray();
        var lines = failures.Take(Shown).Select(
            instance => $"{Environment.NewLine}  {instance.InstanceId}: {OutcomeNames.Words(instance.Outcome)}. {instance.Message}");
        var more = failures.Length > Shown
            ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  and {failures.Length - Shown} more")
            : "";
        return $"{report}{string.Concat(lines)}{more}";
    }
}
