using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Stopinator.Selection;
using Stopinator.Tests.Shared;

namespace Stopinator.Tests.Iam;

/// <summary>Whatever the selector, scope and fleet: a policy allows what is selected within the scope, and what else it allows it says.</summary>
public sealed class IamPropertyTests(ITestOutputHelper output)
{
    private static readonly int Cases = LongTests.AreOn ? 2500 : 500;

    [Fact]
    public void For_RandomSelectors_AllowsWhatIsSelectedAndNothingBeyondSelectorOrScope()
    {
        int policies = 0, exact = 0, allowed = 0, denied = 0;

        Prop.ForAll(IamGenerators.Cases, one =>
        {
            if (PolicyOf(one) is not { } policy)
            {
                return;
            }

            policies++;
            Assert.All(
                policy.Statements.Where(statement => statement.Actions.Contains("ec2:StopInstances")),
                statement => Assert.True(!statement.Conditions.IsEmpty || !statement.Resources.Any(arn => arn.Contains("instance/*", StringComparison.Ordinal))));
            var isExact = !policy.Notes.Any(note => note.Contains("what is left of the selector", StringComparison.Ordinal));
            exact += isExact ? 1 : 0;
            foreach (var instance in one.Fleet)
            {
                var seen = WithKeysAsSelected(instance);
                var isSelected = Matches(one.Selector.Node, seen) && (one.Scope is null || Matches(one.Scope.Node, seen));
                var isAllowed = IamEvaluator.Allows(
                    policy.ToJson(),
                    "ec2:StopInstances",
                    $"arn:aws:ec2:eu-west-1:111122223333:instance/{instance.InstanceId}",
                    instance.Tags);

                Assert.True(isAllowed || !isSelected, $"{instance.InstanceId} is selected and not allowed: {policy}");
                Assert.True(
                    !isAllowed || one.Scope is null || Matches(one.Scope.Node, seen),
                    $"{instance.InstanceId} is outside the scope and allowed: {policy}");
                Assert.True(
                    !isAllowed || !isExact || Matches(WithoutStates(one.Selector.Node), seen),
                    $"{instance.InstanceId} is not selected and allowed: {policy}");
                _ = isAllowed ? allowed++ : denied++;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20261121, 1));

        output.WriteLine($"{policies} policies of {Cases} cases, {exact} of them exact; {allowed} instances allowed, {denied} not.");
        Assert.All([policies, exact, allowed, denied], count => Assert.True(count > Cases / 5));
    }

    private static IamPolicy? PolicyOf(IamCase one)
    {
        try
        {
            return IamPolicy.For(one.Selector, [PowerAction.Stop], new IamPolicyOptions { Scope = one.Scope, Account = "111122223333" });
        }
        catch (ArgumentException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return null;
        }
    }

    // IAM takes the keys for the same.
    private static Ec2Instance WithKeysAsSelected(Ec2Instance instance) =>
        instance with { Tags = instance.Tags.ToImmutableDictionary(tag => tag.Key == "ENV" ? "Env" : tag.Key, tag => tag.Value, StringComparer.Ordinal) };

    private static bool Matches(SelectorNode node, Ec2Instance instance) => InstanceMatcher.Matches(node, instance);

    // A policy knows no states. It knows no exclusions either; one that leaves something over is noted.
    private static SelectorNode WithoutStates(SelectorNode node) =>
        node switch
        {
            FilterNode { Name: "instance-state-name" } => new AllNode(),
            AndNode and => new AndNode([.. and.Operands.Select(WithoutStates)]),
            OrNode or => new OrNode([.. or.Operands.Select(WithoutStates)]),
            _ => node,
        };
}
