using System.Runtime.CompilerServices;

namespace Stopinator.Tests.Shared;

/// <summary>A test that is skipped unless long tests are asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
        => Skip = LongTests.AreOn ? null : LongTests.Reason;
}
