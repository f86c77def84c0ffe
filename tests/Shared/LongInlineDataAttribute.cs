using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Stopinator.Tests.Shared;

/// <summary>A case of a test that is skipped unless long tests are asked for, beside cases that always run.</summary>
/// <param name="data">The arguments of the test.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class LongInlineDataAttribute(params object?[] data) : DataAttribute
{
    public object?[] Data { get; } = data;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(Data) { Skip = LongTests.AreOn ? null : LongTests.Reason }]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
