using System.Collections.Immutable;
using Stopinator.Diagnostics;

namespace Stopinator.Selection;

/// <summary>Turns a selector into the fewest describes: conjunctions into filters, alternatives on one name into values.</summary>
internal static class SelectorCompiler
{
    private const int MaxBranches = 100;

    public static ImmutableArray<DescribeBranch> Compile(InstanceSelector selector)
    {
        ImmutableArray<DescribeBranch> branches =
            [.. BranchesOf(selector.Node, selector).Select(branch => branch.WithoutExcludedIds()).OfType<DescribeBranch>()];
        foreach (var branch in branches.Where(branch => branch.Filters.Count > Ec2FilterLimits.MaxFiltersPerCall))
        {
            throw new ArgumentException(
                $"The selector {ErrorText.Quote(selector.ToString())} needs {branch.Filters.Count} filters in one describe; EC2 allows "
                + $"{Ec2FilterLimits.MaxFiltersPerCall}. Take conditions away that are joined by 'and'.",
                nameof(selector));
        }

        return branches;
    }

    private static ImmutableArray<DescribeBranch> BranchesOf(SelectorNode node, InstanceSelector whole) =>
        node switch
        {
            AllNode => [DescribeBranch.Everything],
            IdsNode ids => [DescribeBranch.Everything with { Ids = ids.Ids }],
            FilterNode filter => [DescribeBranch.Everything with { Filters = DescribeBranch.Everything.Filters.Add(filter.Name, filter) }],
            AndNode and => and.Operands.Select(operand => BranchesOf(operand, whole))
                .Aggregate((left, right) => Intersect(left, right, whole)),
            OrNode or => Unite(OneFilterEach(or.Operands).SelectMany(operand => BranchesOf(operand, whole)), whole),
            ExceptNode except =>
                [.. BranchesOf(except.Left, whole).Select(branch => branch with { Exclusions = branch.Exclusions.Add(except.Right) })],
            _ => throw new InvalidOperationException($"Unknown selector node {node.GetType()}."),
        };

    private static ImmutableArray<DescribeBranch> Intersect(
        ImmutableArray<DescribeBranch> left, ImmutableArray<DescribeBranch> right, InstanceSelector whole) =>
        Unite(left.SelectMany(_ => right, DescribeBranch.Intersect).OfType<DescribeBranch>(), whole);

    // Thousands of alternatives on one filter are merged at once. One by one, the time would grow with the square of their number.
    private static IEnumerable<SelectorNode> OneFilterEach(ImmutableArray<SelectorNode> operands) =>
        operands
            .GroupBy(operand => (operand as FilterNode)?.Name, StringComparer.Ordinal)
            .SelectMany<IGrouping<string?, SelectorNode>, SelectorNode>(group => group.Key is { } name
                ? [new FilterNode(
                    name, [.. group.Cast<FilterNode>().SelectMany(filter => filter.Patterns).Distinct(StringComparer.Ordinal)])]
                : group);

    private static ImmutableArray<DescribeBranch> Unite(IEnumerable<DescribeBranch> branches, InstanceSelector whole)
    {
        var united = new List<DescribeBranch>();
        foreach (var branch in branches)
        {
            Add(united, branch);
            if (united.Count > MaxBranches)
            {
                throw new ArgumentException(
                    $"The selector {ErrorText.Quote(whole.ToString())} takes more than {MaxBranches} describes: it combines too many "
                    + "different alternatives. Split it into several requests.",
                    paramName: null);
            }
        }

        return [.. united];
    }

    // A merged branch may now merge with another.
    private static void Add(List<DescribeBranch> united, DescribeBranch branch)
    {
        for (var i = 0; i < united.Count; i++)
        {
            if (DescribeBranch.Unite(united[i], branch) is { } both)
            {
                united.RemoveAt(i);
                Add(united, both);
                return;
            }
        }

        united.Add(branch);
    }
}
