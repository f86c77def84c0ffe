using System.Runtime.CompilerServices;

namespace Stopinator.Tests.Shared;

/// <summary>A test with data that is skipped, as one, unless long tests are asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
        => Skip = LongTests.AreOn ? null : LongTests.Reason;
}
