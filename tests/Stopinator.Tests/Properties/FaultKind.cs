namespace Stopinator.Tests.Properties;

/// <summary>What can go wrong; from <see cref="Retagged"/> on it is somebody else's doing.</summary>
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
