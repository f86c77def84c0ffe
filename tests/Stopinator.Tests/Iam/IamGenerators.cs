using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Stopinator.Tests.Iam;

/// <summary>Random cases for policies: what wildcards, variables and the case of keys can get wrong, often.</summary>
internal static class IamGenerators
{
    private static readonly string[] Ids = [.. Enumerable.Range(1, 4).Select(i => $"i-{i:x17}")];
    private static readonly string[] Keys = ["Env", "Name"];
    private static readonly string[] Values = ["dev", "d?v", "dv", "d*v", "web-", "web-1", "web-12", "$", "${*}", "${aws:username}", "a\\b", "é", ""];
    private static readonly string[] Patterns = ["d?v", "d\\?v", "d*v", "d\\*v", "web-?", "web-??", "?e?-*", "web-?*", "${*}", "$*", "\\$\\*", "a\\\\?", "*b", "?"];

    public static Arbitrary<IamCase> Cases { get; } = Arb.From(
        from selector in Selector(depth: 3)
        from scope in Gen.Frequency((1, Gen.Constant<InstanceSelector?>(null)), (2, Gen.OneOf(Tag(), Gen.Constant(InstanceSelector.All)).Select(scope => (InstanceSelector?)scope)))
        from fleet in Gen.CollectToList(Ids, Instance)
        select new IamCase(selector, scope, [.. fleet]));

    private static Gen<InstanceSelector> Selector(int depth) =>
        depth == 0
            ? Leaf()
            : Gen.Frequency(
                (2, Leaf()),
                (2, from left in Selector(depth - 1) from right in Selector(depth - 1) select left & right),
                (2, from left in Selector(depth - 1) from right in Selector(depth - 1) select left | right),
                (1, from left in Selector(depth - 1) from right in Selector(depth - 1) select left.Except(right)));

    private static Gen<InstanceSelector> Leaf() => Gen.Frequency(
        (12, Tag()),
        (2, Gen.Elements(Ids).NonEmptyListOf().Select(ids => InstanceSelector.ById(ids))),
        (2, Gen.Elements("running", "stop*").Select(state => InstanceSelector.ByFilter("instance-state-name", state))),
        (1, Gen.Elements("t3.*", "m5.large").Select(type => InstanceSelector.ByFilter("instance-type", type))),
        (1, Gen.Constant(InstanceSelector.All)));

    private static Gen<InstanceSelector> Tag() => Gen.OneOf(
        from key in Gen.Elements(Keys) from values in Gen.Elements(Values).NonEmptyListOf() select InstanceSelector.ByTag(key, values),
        from key in Gen.Elements(Keys) from patterns in Gen.Elements(Patterns).NonEmptyListOf() select InstanceSelector.ByTagLike(key, patterns),
        from key in Gen.Elements(Keys) select InstanceSelector.ByTagKey(key));

    private static Gen<Ec2Instance> Instance(string id) =>
        from state in Gen.Elements(PowerState.Running, PowerState.Stopped)
        from type in Gen.Elements("t3.micro", "m5.large")
        from env in Gen.Elements<string?>([.. Values, null])
        from name in Gen.Elements<string?>([.. Values, null])
        from otherCase in Gen.Elements(true, false)
        select new Ec2Instance
        {
            InstanceId = id,
            State = state,
            InstanceType = type,
            Tags = new[] { (otherCase ? "ENV" : "Env", env), ("Name", name) }
                .Where(tag => tag.Item2 is not null)
                .ToImmutableDictionary(tag => tag.Item1, tag => tag.Item2!, StringComparer.Ordinal),
        };
}
