using System.Runtime.CompilerServices;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A test with data that is skipped, as one, unless slow tests are asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowTheoryAttribute : TheoryAttribute
{
    public SlowTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
        => Skip = SlowTests.AreOn ? null : SlowTests.Reason;
}
