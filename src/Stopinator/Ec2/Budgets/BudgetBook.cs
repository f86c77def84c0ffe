using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Stopinator.Ec2.Budgets;

/// <summary>Finds the budget of a call: one for an account, endpoint and action, shared by all services of the process.</summary>
/// <remarks>A port of the user's says nothing of region and account; services share a budget when they share the port.</remarks>
internal sealed class BudgetBook(IEc2Api api, BudgetOptions options, TimeProvider time)
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<BudgetKey, ActionBudget>> Budgets = [];

    private readonly IBudgetPayer? _payer = api as IBudgetPayer;
    private readonly ConcurrentDictionary<BudgetKey, ActionBudget> _budgets = Budgets.GetOrCreateValue((api as IBudgetPayer)?.Way ?? api);
    private volatile string? _account;

    /// <summary>The budget of describes; null as long as it is not known whose it is.</summary>
    public ActionBudget? Describe => Of("describe", options.Describe);

    /// <summary>The budget of an action; null as long as it is not known whose it is.</summary>
    public ActionBudget? Of(PowerAction action) => Of(action.Name(), action switch
    {
        PowerAction.Start => options.Start,
        PowerAction.Stop => options.Stop,
        PowerAction.Reboot => options.Reboot,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a power action."),
    });

    /// <summary>Takes the account from what a describe shows, which holds whatever credentials are used.</summary>
    public void Learn(InstancePage page) => _account = page.Instances is [{ OwnerId: { Length: > 0 } owner }, ..] ? owner : _account;

    private ActionBudget? Of(string operation, ActionBudgetOptions limits)
    {
        var endpoint = _payer is null ? "" : _payer.Endpoint;
        var account = _account ?? (_payer is null ? "" : _payer.Identity);
        return endpoint is null || account is null
            ? null
            : _budgets.GetOrAdd(
                new BudgetKey(time, endpoint, account, operation, BudgetLimits.Of(limits)),
                static key => new ActionBudget(key.Limits, key.Time));
    }
}
