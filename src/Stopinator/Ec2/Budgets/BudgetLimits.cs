namespace Stopinator.Ec2.Budgets;

/// <summary>The limits of an action, as a value.</summary>
internal sealed record BudgetLimits(double RequestCapacity, double RequestRefill, double? InstanceCapacity, double? InstanceRefill)
{
    public static BudgetLimits Of(ActionBudgetOptions options) =>
        new(options.RequestCapacity, options.RequestRefill, options.InstanceCapacity, options.InstanceRefill);
}
