namespace Stopinator.Planning;

/// <summary>Decides what happens to an instance for which a rule chooses the action: as if that action had been asked for.</summary>
internal sealed class ChoiceDecider(PowerRequest request, Func<Ec2Instance, PowerChoice> choose)
{
    private readonly PowerRequest _start = request with { Action = PowerAction.Start, StopMode = StopMode.Normal, HibernationFallback = HibernationFallback.Skip };
    private readonly PowerRequest _stop = request with { Action = PowerAction.Stop, OnlyStoppedWithin = null };

    public InstanceDecision Decide(Ec2Instance instance, DecisionPolicy policy)
    {
        // The scope and the grave come first, whatever the rule would say.
        if (InstanceDecider.OutOfReach(instance, request, policy) is { } outOfReach)
        {
            return outOfReach;
        }

        var choice = choose(instance) ?? throw new InvalidOperationException($"The rule chose nothing for {instance.InstanceId}; PowerChoice.Leave leaves an instance alone.");
        if (choice.Kind != DecisionKind.Act)
        {
            return new InstanceDecision
            {
                InstanceId = instance.InstanceId,
                Instance = instance,
                Action = choice.Action,
                Kind = choice.Kind,
                Reason = choice.Reason,
                Message = choice.Why,
            };
        }

        var decision = InstanceDecider.Decide(instance, choice.Action == PowerAction.Start ? _start : _stop, policy);
        return decision with { Message = $"{decision.Message} {choice.Why}" };
    }
}
