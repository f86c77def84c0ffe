using Amazon.EC2;
using Amazon.EC2.Model;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>Takes the steps of a life, and puts each answer into a few words.</summary>
internal sealed class InstanceLife(IAmazonEC2 ec2, string imageId)
{
    private List<string> _ids = [];

    private string Id => _ids[0];

    public async Task<string> TakeAsync(string step) => step switch
    {
        "run" => await RunAsync(),
        "run with the same token" => await RunAgainAsync(),
        "run with the same token and another count" => $"{(await LaunchAsync(1)).Count}",
        "describe" => string.Join(", ", (await DescribeAllAsync(_ids)).Select(Words)),
        "tags" => string.Join(", ", (await TagsOfAsync(_ids)).Select(tag => $"{tag.Key}={tag.Value} of an {tag.ResourceType}")),
        "tag" => await TagAsync(),
        "modify the type while it runs" or "modify the type while it is stopped" => await ModifyTypeAsync(),
        "modify two attributes at once" => await ModifyTwoAsync(),
        "modify the protection" => await ProtectAsync(true),
        "stop" => await StopAsync(),
        "types" => await TypesAsync(),
        "start" or "start after all" => await StartAsync(),
        "status" => (await ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [Id] })).InstanceStatuses.Single().Status.Status.Value,
        "volume" => (await VolumesAsync()).Single().State.Value,
        "volume after all" => $"{(await VolumesAsync()).Count}",
        "terminate while it is protected" => await TerminateAsync(),
        "terminate" => await UnprotectAndTerminateAsync(),
        "terminate again" => (await ec2.TerminateInstancesAsync(new([Id]))).TerminatingInstances.Single().CurrentState.Name.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step."),
    };

    private static string Words(Instance instance) =>
        $"{instance.InstanceType} {instance.State.Name}, {string.Join(", ", instance.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order())}";

    private async Task<string> RunAsync()
    {
        var launched = await LaunchAsync(2);
        _ids = launched.ConvertAll(instance => instance.InstanceId);
        return $"{launched.Count} {string.Join(", ", launched.Select(instance => instance.State.Name.Value).Distinct())}";
    }

    private async Task<string> RunAgainAsync()
    {
        var launched = await LaunchAsync(2);
        return launched.Select(instance => instance.InstanceId).SequenceEqual(_ids)
            ? $"the same {launched.Count}"
            : $"{launched.Count} others";
    }

    private async Task<List<Instance>> LaunchAsync(int count) => (await ec2.RunInstancesAsync(new(imageId, count, count)
    {
        ClientToken = "once",
        InstanceType = InstanceType.T3Micro,
        TagSpecifications = [new() { ResourceType = ResourceType.Instance, Tags = [new("Name", "web")] }],
    })).Reservation.Instances;

    private async Task<List<Instance>> DescribeAllAsync(List<string> ids) =>
        [.. (await ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ids })).Reservations.SelectMany(reservation => reservation.Instances)];

    private async Task<Instance> DescribeAsync() => (await DescribeAllAsync([Id])).Single();

    private async Task<List<TagDescription>> TagsOfAsync(List<string> ids) =>
        (await ec2.DescribeTagsAsync(new DescribeTagsRequest { Filters = [new("resource-id", ids)] })).Tags ?? [];

    private async Task<string> TagAsync()
    {
        await ec2.CreateTagsAsync(new() { Resources = [Id], Tags = [new("Env", "dev")] });
        return string.Join(", ", (await TagsOfAsync([Id])).Select(tag => $"{tag.Key}={tag.Value}").Order());
    }

    private async Task<string> ModifyTypeAsync()
    {
        await ec2.ModifyInstanceAttributeAsync(new() { InstanceId = Id, InstanceType = "m5.large" });
        return (await DescribeAsync()).InstanceType.Value;
    }

    private async Task<string> ModifyTwoAsync()
    {
        await ec2.ModifyInstanceAttributeAsync(new() { InstanceId = Id, DisableApiTermination = false, DisableApiStop = false });
        return "done";
    }

    private async Task<string> ProtectAsync(bool isProtected)
    {
        await ec2.ModifyInstanceAttributeAsync(new() { InstanceId = Id, DisableApiTermination = isProtected });
        var answer = await ec2.DescribeInstanceAttributeAsync(
            new() { InstanceId = Id, Attribute = InstanceAttributeName.DisableApiTermination });
        return $"{answer.InstanceAttribute.DisableApiTermination}";
    }

    private async Task<string> StopAsync()
    {
        var stopping = (await ec2.StopInstancesAsync(new([Id]))).StoppingInstances.Single().CurrentState.Name;
        return $"{stopping}, then {(await DescribeAsync()).State.Name}";
    }

    private async Task<string> StartAsync()
    {
        var pending = (await ec2.StartInstancesAsync(new([Id]))).StartingInstances.Single().CurrentState.Name;
        return $"{pending}, then {(await DescribeAsync()).State.Name}";
    }

    private async Task<string> TypesAsync()
    {
        var type = (await ec2.DescribeInstanceTypesAsync(new() { InstanceTypes = ["m5.large"] })).InstanceTypes.Single();
        return $"{type.InstanceType}: {type.VCpuInfo.DefaultVCpus} processors, {type.MemoryInfo.SizeInMiB} MiB";
    }

    private async Task<List<Volume>> VolumesAsync() =>
        (await ec2.DescribeVolumesAsync(new DescribeVolumesRequest { Filters = [new("attachment.instance-id", [Id])] })).Volumes ?? [];

    private async Task<string> UnprotectAndTerminateAsync()
    {
        await ProtectAsync(false);
        return await TerminateAsync();
    }

    private async Task<string> TerminateAsync()
    {
        var leaving = (await ec2.TerminateInstancesAsync(new([Id]))).TerminatingInstances.Single().CurrentState.Name;
        return $"{leaving}, then {(await DescribeAsync()).State.Name}";
    }
}
