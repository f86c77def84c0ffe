using Stopinator.Testing.Engine;
using Stopinator.Testing.Faults;

namespace Stopinator.Testing;

/// <summary>One rule of a <see cref="FaultScript"/>: conditions first, then effects. Each method returns the rule.</summary>
/// <threadsafety>A rule may be completed while calls are being served. A rule without an effect does nothing.</threadsafety>
public sealed partial class FaultRule
{
    private readonly Lock _gate = new();
    private readonly string _action;
    private readonly List<Func<ReceivedCall, bool>> _conditions = [];
    private int _seen;
    private int _skip;
    private int _times = int.MaxValue;
    private double _percent = 100;

    internal FaultRule(string action) => _action = action;

    /// <summary>The number of calls that have fitted the rule so far, whether or not the rule affected them.</summary>
    public int Seen
    {
        get
        {
            lock (_gate)
            {
                return _seen;
            }
        }
    }

    /// <summary>Applies to every call that fits. This is the default.</summary>
    /// <returns>This rule.</returns>
    public FaultRule Always() => After(0).Times(int.MaxValue);

    /// <summary>Applies to one call only.</summary>
    /// <param name="number">The number of the call among those that fit, from 1.</param>
    /// <returns>This rule.</returns>
    public FaultRule Nth(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return After(number - 1).Times(1);
    }

    /// <summary>Skips the first calls that fit.</summary>
    /// <param name="count">The number of calls to skip.</param>
    /// <returns>This rule.</returns>
    public FaultRule After(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Set(() => _skip = count);
    }

    /// <summary>Applies to a number of calls: the first that fit and are not skipped.</summary>
    /// <param name="count">The number of calls.</param>
    /// <returns>This rule.</returns>
    public FaultRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Set(() => _times = count);
    }

    /// <summary>Applies to a share of the calls that fit, chosen by the seed of the options.</summary>
    /// <param name="percent">The share in percent, from 0 to 100.</param>
    /// <returns>This rule.</returns>
    public FaultRule Percent(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return Set(() => _percent = percent);
    }

    /// <summary>Fits only calls that satisfy a condition. A call has to satisfy all conditions of the rule.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>This rule.</returns>
    public FaultRule When(Func<ReceivedCall, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Set(() => _conditions.Add(condition));
    }

    /// <summary>Counts a call that fits, and returns true when the rule applies to it.</summary>
    internal bool Applies(ReceivedCall call, Dice dice)
    {
        lock (_gate)
        {
            if (_action is not "*" && _action != call.Action)
            {
                return false;
            }

            if (!_conditions.TrueForAll(condition => condition(call)))
            {
                return false;
            }

            var turn = _seen++ - _skip;
            return turn >= 0 && turn < _times && (_percent >= 100 || dice.NextPercent() < _percent);
        }
    }

    /// <summary>Adds the effects of the rule to a call.</summary>
    internal void AddTo(FaultPlan plan)
    {
        lock (_gate)
        {
            _effects.ForEach(effect => effect(plan));
        }
    }

    private FaultRule Set(Action change)
    {
        lock (_gate)
        {
            change();
        }

        return this;
    }
}
