using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Faults;

/// <summary>The combined effects of all rules on one call.</summary>
internal sealed class FaultPlan
{
    /// <summary>Creates the answer, from the request id, instead of carrying out the call.</summary>
    public Func<string, Response>? Before { get; set; }

    /// <summary>Creates the answer that replaces the true one.</summary>
    public Func<string, Response>? After { get; set; }

    public int? CutAfter { get; set; }

    public TimeSpan Delay { get; set; }

    public List<Action> HooksBefore { get; } = [];

    public List<Action> HooksAfter { get; } = [];
}
