using System.Collections.Immutable;

namespace Stopinator;

/// <summary>
/// A condition of an <see cref="IamStatement"/>: the key of the request has one of the values. All conditions of a statement have to hold.
/// </summary>
public sealed class IamCondition
{
    internal IamCondition(string conditionOperator, string key, params ImmutableArray<string> values) =>
        (Operator, Key, Values) = (conditionOperator, key, values);

    /// <summary>The operator of the comparison, e.g. <c>StringEquals</c>.</summary>
    public string Operator { get; }

    /// <summary>The key that is compared, e.g. <c>aws:ResourceTag/Env</c>. IAM ignores upper and lower case in keys.</summary>
    public string Key { get; }

    /// <summary>
    /// The values as IAM reads them. <c>${$}</c> is a dollar sign. With an operator that accepts patterns, <c>${*}</c> is an asterisk.
    /// </summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>The condition in a line, e.g. <c>StringEquals aws:ResourceTag/Env = dev</c>.</summary>
    public override string ToString() => $"{Operator} {Key} = {string.Join(", ", Values)}";
}
