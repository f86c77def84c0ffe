using Amazon.EC2;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>The expectations against the simulated EC2 on loopback, with clients as any program makes them.</summary>
public sealed class DotNetSdkLoopbackTests : DotNetSdkSimulationTests
{
    protected override Task<SimulatedEc2> SimulateAsync() => SimulatedEc2.StartAsync(_ => { });

    protected override IAmazonEC2 NewClient(Action<AmazonEC2Config> configure) => NewClient(Ec2.Endpoint, configure);
}
