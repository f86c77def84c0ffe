namespace Stopinator.Tests.Properties;

/// <summary>The faults of a run. From <see cref="Retagged"/> on, somebody else causes them.</summary>
public enum FaultKind
{
    Throttled,
    InternalError,
    InternalErrorAfterActing,
    LostBeforeActing,
    LostAfterActing,
    CutAnswer,
    Unreadable,
    Slow,
    NamelessRefusal,
    AuthFailure,
    Retagged,
    StartedByOthers,
    StoppedByOthers,
    Terminated,
    Removed,
}
