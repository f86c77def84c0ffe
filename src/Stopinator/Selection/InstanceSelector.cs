using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Stopinator.Selection;

namespace Stopinator;

/// <summary>
/// Selects EC2 instances: by id, by tag, by name or by any EC2 filter, combined with and, or, except. An immutable value: two selectors are
/// equal when their texts (<see cref="ToString"/>) are.
/// </summary>
/// <remarks>
/// Everything is checked when a selector is built, so that every selector can be sent to EC2. There is no empty selector; <see cref="All"/>
/// selects every instance of a region.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
[JsonConverter(typeof(InstanceSelectorJsonConverter))]
public sealed class InstanceSelector : IEquatable<InstanceSelector>
{
    private string? _text;

    internal InstanceSelector(SelectorNode node) => Node = node;

    internal SelectorNode Node { get; }

    /// <summary>Selects every instance of the region. Guards and the configured scope still limit every run.</summary>
    public static InstanceSelector All { get; } = new(new AllNode());

    /// <summary>
    /// Selects the instances with these ids. An id that EC2 does not know has an outcome of its own, and does not affect the other ids.
    /// </summary>
    /// <param name="instanceIds">At least one id: <c>i-</c> and 8 or 17 lower-case hexadecimal digits. Repeated ids count once.</param>
    /// <exception cref="ArgumentException">There is no id, or an id is malformed.</exception>
    public static InstanceSelector ById(params IEnumerable<string> instanceIds) => new(SelectorFactory.Ids(instanceIds));

    /// <summary>Selects the instances whose tag has one of these values, literally: <c>*</c> and <c>?</c> stand for themselves.</summary>
    /// <param name="key">The tag key, 1 to 128 characters. Upper and lower case differ, as in EC2 filters.</param>
    /// <param name="values">1 to 200 values of up to 255 characters; the empty value is allowed.</param>
    /// <exception cref="ArgumentException">The key or a value cannot be that of an EC2 filter, or there is no value.</exception>
    public static InstanceSelector ByTag(string key, params IEnumerable<string> values) => new(SelectorFactory.Tag(key, values));

    /// <summary>Selects the instances whose tag has a value that matches one of these patterns.</summary>
    /// <param name="key">The tag key, 1 to 128 characters.</param>
    /// <param name="patterns">
    /// 1 to 200 patterns of up to 255 characters. <c>*</c> is any text, and <c>?</c> is at most one character. A backslash makes the next
    /// character literal. A pattern that matches every value, such as <c>*</c>, is refused: use <see cref="ByTagKey"/>.
    /// </param>
    /// <exception cref="ArgumentException">The key or a pattern cannot be that of an EC2 filter, or there is no pattern.</exception>
    public static InstanceSelector ByTagLike(string key, params IEnumerable<string> patterns) =>
        new(SelectorFactory.TagLike(key, patterns));

    /// <summary>Selects the instances that carry a tag with this key, whatever its value.</summary>
    /// <param name="key">The tag key, 1 to 128 characters, taken literally.</param>
    /// <exception cref="ArgumentException">The key cannot be that of a tag.</exception>
    public static InstanceSelector ByTagKey(string key) => new(SelectorFactory.TagKey(key));

    /// <summary>
    /// Selects the instances whose <c>Name</c> tag is one of these, literally. For patterns: <c>ByTagLike("Name", "web-*")</c>.
    /// </summary>
    /// <param name="names">1 to 200 names of up to 255 characters.</param>
    /// <exception cref="ArgumentException">There is no name, or a name cannot be the value of an EC2 filter.</exception>
    public static InstanceSelector ByName(params IEnumerable<string> names) => new(SelectorFactory.Tag("Name", names));

    /// <summary>Selects the instances that an EC2 filter finds, e.g. <c>ByFilter("instance-type", "t3.*")</c>.</summary>
    /// <param name="name">A filter of DescribeInstances, e.g. <c>instance-state-name</c>, <c>vpc-id</c>, <c>tag:Env</c>.</param>
    /// <param name="values">
    /// 1 to 200 values of up to 255 characters, with the wildcards of <see cref="ByTagLike"/>; one has to match.
    /// </param>
    /// <exception cref="ArgumentException">The name or a value cannot be that of an EC2 filter, or there is no value.</exception>
    /// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html"/>
    public static InstanceSelector ByFilter(string name, params IEnumerable<string> values) => new(SelectorFactory.Filter(name, values));

    /// <summary>Selects the instances that both selectors select.</summary>
    /// <exception cref="ArgumentException">The combination is nested too deep or holds too many conditions.</exception>
    public InstanceSelector And(InstanceSelector other) => new(SelectorFactory.And(Node, NodeOf(other)));

    /// <summary>Selects the instances that this selector or the other selects.</summary>
    /// <exception cref="ArgumentException">The combination is nested too deep or holds too many conditions.</exception>
    public InstanceSelector Or(InstanceSelector other) => new(SelectorFactory.Or(Node, NodeOf(other)));

    /// <summary>Selects the instances that this selector selects and the other does not.</summary>
    /// <remarks>
    /// EC2 has no exclusion, so the library decides it on the fields of each instance. Where the other selector filters on a field that is
    /// not read, a second describe after the first decides. When that describe fails, nothing is done.
    /// </remarks>
    /// <exception cref="ArgumentException">The combination is nested too deep or holds too many conditions.</exception>
    public InstanceSelector Except(InstanceSelector other) => new(SelectorFactory.Except(Node, NodeOf(other)));

    /// <summary>Selects the instances that both selectors select; the same as <see cref="And"/>.</summary>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "And is the name.")]
    public static InstanceSelector operator &(InstanceSelector left, InstanceSelector right) =>
        new(SelectorFactory.And(NodeOf(left), NodeOf(right)));

    /// <summary>Selects the instances that one selector or the other selects; the same as <see cref="Or"/>.</summary>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Or is the name.")]
    public static InstanceSelector operator |(InstanceSelector left, InstanceSelector right) =>
        new(SelectorFactory.Or(NodeOf(left), NodeOf(right)));

    /// <summary>Returns true when both selectors have the same text.</summary>
    public static bool operator ==(InstanceSelector? left, InstanceSelector? right) => left?.Equals(right) ?? right is null;

    /// <summary>Returns true when the texts of the selectors differ.</summary>
    public static bool operator !=(InstanceSelector? left, InstanceSelector? right) => !(left == right);

    /// <summary>Reads the text form, e.g. <c>tag:Env=dev and tag:Name~web-*</c>. Operators that differ need parentheses.</summary>
    /// <exception cref="SelectorFormatException">
    /// The text is not a selector. The message names the position and, for a known mistake, the way out.
    /// </exception>
    public static InstanceSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(SelectorParser.Parse(text));
    }

    /// <summary>Reads the text form.</summary>
    /// <returns>True when the text is a selector.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out InstanceSelector? selector)
    {
        try
        {
            selector = text is null ? null : Parse(text);
        }
        catch (SelectorFormatException)
        {
            selector = null;
        }

        return selector is not null;
    }

    /// <summary>Returns the selector as text, e.g. <c>tag:Env=dev and tag:Name~web-*</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => _text ??= SelectorText.Format(Node);

    /// <inheritdoc/>
    public bool Equals(InstanceSelector? other) =>
        other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InstanceSelector);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static SelectorNode NodeOf(
        InstanceSelector selector, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(selector))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(selector, name);
        return selector.Node;
    }
}
