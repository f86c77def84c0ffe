namespace Stopinator.Ec2.Budgets;

/// <summary>Whose budget it is. Calls on two clocks have nothing to do with each other.</summary>
internal sealed record BudgetKey(TimeProvider Time, string Endpoint, string Account, string Operation, BudgetLimits Limits);
