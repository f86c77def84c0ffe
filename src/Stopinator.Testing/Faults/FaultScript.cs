using Stopinator.Testing.Engine;
using Stopinator.Testing.Faults;

namespace Stopinator.Testing;

/// <summary>
/// A script of faults and the calls they affect: <c>ec2.Faults.On("StopInstances").Nth(2).Fail("InternalError", status: 500)</c>.
/// </summary>
/// <remarks>
/// Every rule that fits a call counts it, in the order in which the rules were written. Delays add up, and all hooks run. When several
/// rules fail, answer or drop the same call, the first rule wins.
/// </remarks>
/// <threadsafety>Rules may be added while calls are being served.</threadsafety>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Dice _dice;

    internal FaultScript(Dice dice) => _dice = dice;

    /// <summary>Begins a rule. Without a condition it applies to every call of the action.</summary>
    /// <param name="action">The action, e.g. <c>StartInstances</c>; <c>*</c> for all actions.</param>
    /// <returns>The rule, to which conditions and effects are added.</returns>
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

    /// <summary>Removes all rules.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>Returns the effects on a call.</summary>
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
