using Stopinator.Lambda.Runtime;

namespace Stopinator.Lambda.Tests.Runtime;

public sealed class RehearsalTests
{
    // Nobody sees in production that it fails; the cold start only takes longer.
    [Fact]
    public Task Run_GoesThrough() => Rehearsal.RunAsync();
}
