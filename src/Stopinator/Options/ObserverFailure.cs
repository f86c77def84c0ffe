namespace Stopinator;

/// <summary>The treatment of an instance when an observer throws or takes too long.</summary>
public enum ObserverFailure
{
    /// <summary>EC2 is asked to act, as if the observer had agreed.</summary>
    Act,

    /// <summary>
    /// The instance is left alone. Its outcome is <see cref="Outcome.NotAttempted"/> with <see cref="ReasonCode.HeldByObserver"/>, which is
    /// not a success, and <see cref="PowerReport.Remaining"/> includes it.
    /// </summary>
    Hold,
}
