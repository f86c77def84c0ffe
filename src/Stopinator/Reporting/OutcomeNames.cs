namespace Stopinator.Reporting;

/// <summary>The outcomes in words.</summary>
internal static class OutcomeNames
{
    public static string Words(Outcome outcome) =>
        outcome switch
        {
            Outcome.Reached => "reached",
            Outcome.Accepted => "accepted",
            Outcome.AlreadyThere => "already there",
            Outcome.OnItsWay => "on their way",
            Outcome.Skipped => "skipped",
            Outcome.NotFound => "not found",
            Outcome.FellBack => "fell back",
            Outcome.TimedOut => "timed out",
            Outcome.NotReady => "not ready",
            Outcome.Unknown => "unknown",
            Outcome.Failed => "failed",
            Outcome.NotAttempted => "not attempted",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
        };
}
