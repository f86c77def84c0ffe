using Stopinator.Testing;

namespace Stopinator.Tests.Properties;

/// <summary>Something that goes wrong, or that somebody else does, at the nth call of an action.</summary>
public sealed record FaultCase(string Action, FaultKind Kind, int Nth, int Instance)
{
    /// <summary>True when somebody else changes an instance, so that its state does not follow from the run alone.</summary>
    public bool Interferes => Kind >= FaultKind.Retagged;

    /// <summary>True when a rule of <see cref="Apply"/> has taken effect.</summary>
    public bool HasHappened(FaultRule rule) => rule.Seen >= Nth;

    public FaultRule Apply(SimulatedEc2 ec2)
    {
        var rule = ec2.Faults.On(Action).Nth(Nth);
        var id = InstanceCase.IdOf(Instance);
        return Kind switch
        {
            FaultKind.Throttled => rule.Throttle(),
            FaultKind.InternalError => rule.Fail("InternalError", "An internal error has occurred.", status: 500),
            FaultKind.InternalErrorAfterActing => rule.FailAfterActing("InternalError"),
            FaultKind.LostBeforeActing => rule.DropConnection(beforeActing: true),
            FaultKind.LostAfterActing => rule.DropConnection(beforeActing: false),
            FaultKind.CutAnswer => rule.CutAnswer(200),
            FaultKind.Unreadable => rule.Answer("<html>502</html>", 502, "text/html"),
            FaultKind.Slow => rule.Delay(TimeSpan.FromSeconds(25)),
            FaultKind.NamelessRefusal => rule.Fail("UnsupportedOperation", "The operation is not supported."),
            FaultKind.AuthFailure => rule.Fail("AuthFailure", "AWS was not able to validate the provided access credentials", status: 401),
            FaultKind.Retagged => rule.Do(() => ec2.SetTag(id, "Env", "elsewhere")),
            FaultKind.StartedByOthers => rule.Do(() => ec2.SetState(id, SimulatedState.Running)),
            FaultKind.StoppedByOthers => rule.Do(() => ec2.SetState(id, SimulatedState.Stopped)),
            FaultKind.Terminated => rule.Do(() => ec2.Terminate(id)),
            _ => rule.Do(() => ec2.Remove(id)),
        };
    }
}
