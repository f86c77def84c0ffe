using System.Runtime.CompilerServices;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A test that is skipped unless slow tests are asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
        => Skip = SlowTests.AreOn ? null : SlowTests.Reason;
}
