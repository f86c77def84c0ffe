namespace Stopinator.Selection;

/// <summary>Evaluates a selector on an instance of a describe, without asking EC2.</summary>
internal static class InstanceMatcher
{
    /// <summary>Returns the first filter that only EC2 can evaluate; null when all can be evaluated here.</summary>
    public static string? FirstUnknownFilter(SelectorNode node) =>
        node switch
        {
            FilterNode filter => FilterFields.Has(filter.Name) ? null : filter.Name,
            AndNode and => and.Operands.Select(FirstUnknownFilter).FirstOrDefault(name => name is not null),
            OrNode or => or.Operands.Select(FirstUnknownFilter).FirstOrDefault(name => name is not null),
            ExceptNode except => FirstUnknownFilter(except.Left) ?? FirstUnknownFilter(except.Right),
            _ => null,
        };

    public static bool CanMatch(SelectorNode node) => FirstUnknownFilter(node) is null;

    public static bool Matches(SelectorNode node, Ec2Instance instance) =>
        node switch
        {
            AllNode => true,
            IdsNode ids => ids.Contains(instance.InstanceId),
            FilterNode filter => FilterFields.Matches(filter, instance),
            AndNode and => and.Operands.All(operand => Matches(operand, instance)),
            OrNode or => or.Operands.Any(operand => Matches(operand, instance)),
            ExceptNode except => Matches(except.Left, instance) && !Matches(except.Right, instance),
            _ => throw new InvalidOperationException($"Unknown selector node {node.GetType()}."),
        };
}
