using Stopinator.Testing.Hosting;

namespace Stopinator.Testing.Faults;

/// <summary>What all rules together do to one call.</summary>
internal sealed class FaultPlan
{
    /// <summary>Makes the answer, from the request id, instead of carrying the call out.</summary>
    public Func<string, Response>? Before { get; set; }

    /// <summary>Makes the answer that replaces the true one.</summary>
    public Func<string, Response>? After { get; set; }

    public int? CutAfter { get; set; }

    public TimeSpan Delay { get; set; }

    public List<Action> HooksBefore { get; } = [];

    public List<Action> HooksAfter { get; } = [];
}
