namespace Stopinator.Planning;

/// <summary>Decides on an instance whose action a rule chooses, as if the request had asked for that action.</summary>
internal sealed class ChoiceDecider(PowerRequest request, Func<Ec2Instance, PowerChoice> choose)
{
    private readonly PowerRequest _start = RequestFor(request, PowerAction.Start);
    private readonly PowerRequest _stop = RequestFor(request, PowerAction.Stop);

    /// <summary>Returns the request of a reconcile for an instance that it starts or stops.</summary>
    public static PowerRequest RequestFor(PowerRequest request, PowerAction action) =>
        action == PowerAction.Start
            ? request with { Action = action, StopMode = StopMode.Normal, HibernationFallback = HibernationFallback.Skip }
            : request with { Action = action, OnlyStoppedWithin = null };

    public InstanceDecision Decide(Ec2Instance instance, DecisionPolicy policy)
    {
        // Out-of-scope and terminated instances are decided before the rule is asked.
        if (InstanceDecider.NeverActedOn(instance, request, policy) is { } never)
        {
            return never;
        }

        var choice = choose(instance) ?? throw new InvalidOperationException(
            $"The rule chose nothing for {instance.InstanceId}; PowerChoice.Leave leaves an instance alone.");
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

        var decision = InstanceDecider.Decide(instance, RequestOf(choice), policy);
        return decision with { Message = $"{decision.Message} {choice.Why}" };
    }

    private PowerRequest RequestOf(PowerChoice choice) =>
        choice.Action == PowerAction.Start ? _start
        : choice.StopMode is { } mode ? _stop with { StopMode = mode, HibernationFallback = choice.HibernationFallback }
        : _stop;
}
