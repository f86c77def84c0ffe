using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Stopinator.Conformance.Tests.Endpoints;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;
using Stopinator.Scheduling;
using Stopinator.Targets;

namespace Stopinator.Conformance.Tests.Targets;

/// <summary>Roles are assumed at the STS of moto, which gives each account a fleet of its own.</summary>
public sealed class MotoTargetsTests(MotoServer moto) : IClassFixture<MotoServer>, IAsyncLifetime
{
    private const string Image = "ami-1e749f67";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await moto.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Reconcile_TwoAccountsByTheirRoles_ActsOnTheFleetOfEach()
    {
        var first = await LaunchAsync("111122223333", "eu-west-1", count: 2, schedule: "off");
        var second = await LaunchAsync("444455556666", "eu-west-1", count: 1, schedule: "24x7");
        var third = await LaunchAsync("444455556666", "us-east-1", count: 1, schedule: "off");
        var own = await LaunchAsync(account: null, "eu-west-1", count: 1, schedule: "off");
        using var power = NewService();
        var scheduled = new MultiTargetScheduledPowerService(power);

        var targets = await power.ListAsync(PowerTargets.Parse(
            """
            {
              "roleName": "stopinator-spoke", "externalId": "night-shift", "regions": ["eu-west-1"],
              "accounts": ["111122223333", { "account": "444455556666", "regions": "enabled", "discoveryRegion": "us-east-1" }],
              "exclude": ["444455556666/us-west-2"]
            }
            """), Cancellation);
        var report = await scheduled.RunAsync(targets, cancellationToken: Cancellation);

        Assert.True(report.Power.IsSuccess, report.ToString());
        Assert.True(targets.Length > 10);
        Assert.DoesNotContain(targets, target => target.ToString() == "444455556666/us-west-2");
        Assert.Equal(first.Order(), Instances(report, "111122223333/eu-west-1", Outcome.Accepted));
        Assert.Equal(second.Order(), Instances(report, "444455556666/eu-west-1", Outcome.AlreadyThere));
        Assert.Equal(third.Order(), Instances(report, "444455556666/us-east-1", Outcome.Accepted));
        Assert.DoesNotContain(
            report.Power.Targets.SelectMany(target => target.Report!.Instances), outcome => own.Contains(outcome.InstanceId));
    }

    private static IEnumerable<string> Instances(MultiTargetScheduledReport report, string target, Outcome outcome) =>
        report.Power.Targets.Single(one => one.Name == target).Report!.Instances.Where(one => one.Outcome == outcome).Select(one => one.InstanceId).Order();

    private MultiTargetPowerService NewService()
    {
        var options = Clients.OptionsFor(moto.Endpoint!);
        return new(
            options, timeProvider: null, loggerFactory: null,
            target => Ec2Client.Own(TargetClients.FactoryFor(target, options, aws: null) with { Sts = (keys, region) => Sts(keys, region.SystemName) }));
    }

    private AmazonSecurityTokenServiceClient Sts(AWSCredentials keys, string region) =>
        new(keys, new AmazonSecurityTokenServiceConfig { ServiceURL = moto.Endpoint!.ToString(), AuthenticationRegion = region });

    private async Task<IReadOnlyList<string>> LaunchAsync(string? account, string region, int count, string schedule)
    {
        AWSCredentials keys = new BasicAWSCredentials(ChildProcess.AccessKeyId, "secret");
        if (account is not null)
        {
            using var sts = Sts(keys, region);
            var role = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{account}:role/stopinator-spoke", RoleSessionName = "test" };
            keys = (await sts.AssumeRoleAsync(role, Cancellation)).Credentials;
        }

        using var ec2 = new AmazonEC2Client(
            keys, new AmazonEC2Config { ServiceURL = moto.Endpoint!.ToString(), AuthenticationRegion = region });
        var answer = await ec2.RunInstancesAsync(
            new RunInstancesRequest
            {
                ImageId = Image,
                InstanceType = InstanceType.T3Micro,
                MinCount = count,
                MaxCount = count,
                TagSpecifications = [new() { ResourceType = ResourceType.Instance, Tags = [new("stopinator:schedule", schedule)] }],
            },
            Cancellation);
        return [.. answer.Reservation.Instances.Select(instance => instance.InstanceId)];
    }
}
