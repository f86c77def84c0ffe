using Amazon.EC2;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>The expectations against the simulated EC2 in this process, with the clients that it makes, whose retries are off.</summary>
public sealed class DotNetSdkInProcessTests : DotNetSdkSimulationTests
{
    protected override Task<SimulatedEc2> SimulateAsync() => Task.FromResult(SimulatedEc2.Create(_ => { }));

    protected override IAmazonEC2 NewClient(Action<AmazonEC2Config> configure) => Ec2.CreateClient(configure);
}
