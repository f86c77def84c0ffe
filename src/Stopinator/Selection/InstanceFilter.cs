using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>A filter of DescribeInstances: one of the patterns has to match.</summary>
/// <param name="Name">The name, e.g. <c>tag:Env</c> or <c>instance-state-name</c>.</param>
/// <param name="Patterns">Up to 200 values with EC2's wildcards: <c>*</c>, <c>?</c> (zero or one character), backslash to escape.</param>
internal sealed record InstanceFilter(string Name, ImmutableArray<string> Patterns);
