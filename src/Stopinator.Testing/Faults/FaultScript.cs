using Stopinator.Testing.Engine;
using Stopinator.Testing.Faults;

namespace Stopinator.Testing;

/// <summary>
/// What goes wrong, and when: <c>ec2.Faults.On("StopInstances").Nth(2).Fail("InternalError", status: 500)</c>.
/// </summary>
/// <remarks>
/// Every rule that fits a call counts it, in the order in which the rules were written. Delays add up and hooks all run; of several
/// rules that fail, answer or drop the same call, the first one wins.
/// </remarks>
/// <threadsafety>Rules may be added while calls are being served.</threadsafety>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Dice _dice;

    internal FaultScript(Dice dice) => _dice = dice;

    /// <summary>Begins a rule. Without a condition it applies to every call of the action.</summary>
    /// <param name="action">The action, e.g. <c>StartInstances</c>; <c>*</c> for all of them.</param>
    /// <returns>The rule, to be given conditions and effects.</returns>
    public FaultRule On(string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        var rule = new FaultRule(action);
        lock (_gate)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>What is to happen to a call.</summary>
    internal FaultPlan PlanFor(ReceivedCall call)
    {
        FaultRule[] rules;
        lock (_gate)
        {
            rules = [.. _rules];
        }

        var plan = new FaultPlan();
        foreach (var rule in rules.Where(rule => rule.Applies(call, _dice)))
        {
            rule.AddTo(plan);
        }

        return plan;
    }
}
