namespace Stopinator.Lambda;

/// <summary>Describes a failed run on one line.</summary>
internal static class FailureText
{
    private const int MaxLength = 1000;

    public static string Of(PowerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var first = report.Instances.FirstOrDefault(instance => instance is { IsSuccess: false, Outcome: not Outcome.NotAttempted });
        var text = first is null ? report.ToString() : $"{report} The first: {first.InstanceId}, {first.Message}";
        return text.Length <= MaxLength ? text : $"{text[..MaxLength]}...";
    }
}
