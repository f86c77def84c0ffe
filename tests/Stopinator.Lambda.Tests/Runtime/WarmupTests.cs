using Stopinator.Lambda.Runtime;

namespace Stopinator.Lambda.Tests.Runtime;

public sealed class WarmupTests
{
    // In production nobody sees that it fails; the cold start only takes longer.
    [Fact]
    public Task Run_WithoutANetwork_Succeeds() => Warmup.RunAsync();
}
