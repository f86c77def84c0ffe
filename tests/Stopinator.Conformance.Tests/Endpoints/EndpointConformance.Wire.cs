using System.Xml.Linq;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Ec2;
using Stopinator.Selection;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <content>The answers as they are on the wire.</content>
public abstract partial class EndpointConformance
{
    private const string Namespace = "http://ec2.amazonaws.com/doc/2016-11-15";

    /// <summary>The elements of an instance in the answers of both endpoints, as far as our mapper reads them.</summary>
    private static readonly string[] InstanceElements =
    [
        "architecture", "imageId", "instanceId", "instanceState/code", "instanceType", "keyName", "launchTime", "placement/availabilityZone",
        "privateIpAddress", "reason", "rootDeviceType", "stateReason/code", "stateReason/message", "subnetId", "tagSet/item/key",
        "tagSet/item/value", "vpcId",
    ];

    private static readonly string[] ErrorElements = ["Response/Errors/Error/Code", "Response/Errors/Error/Message", "Response/RequestID"];

    [Fact]
    public async Task Answer_ToEachCall_HasTheElementsOfEc2()
    {
        var id = Assert.Single(await LaunchAsync(new Launch(("Env", "dev"))));
        using var recorder = new AnswerRecorder();
        using var client = Clients.NewClient(Endpoint, recorder);

        await client.RebootAsync(new PowerCall([id]));
        await client.StopAsync(new PowerCall([id]));
        await client.DescribeAsync(new InstanceQuery { InstanceIds = [id] });
        await client.StartAsync(new PowerCall([id]));
        await client.StartAsync(new PowerCall([id]) { DryRun = true });
        await Assert.ThrowsAsync<Ec2Exception>(() => client.StartAsync(new PowerCall([UnknownId])));

        Assert.All(recorder.Answers, answer => Assert.Equal("text/xml", answer.MediaType));
        var answers = recorder.Answers.Select(answer => XDocument.Parse(answer.Body).Root!).ToArray();
        Assert.All(answers[..4], answer => Assert.Equal(Namespace, answer.Name.NamespaceName.TrimEnd('/')));
        Assert.Equal(RebootElements, Leaves(answers[0]));
        Assert.Equal(ChangeElements("StopInstancesResponse"), Leaves(answers[1]));
        Assert.Equal(ChangeElements("StartInstancesResponse"), Leaves(answers[3]));
        Assert.All(answers[4..], answer => Assert.Equal(ErrorElements, Leaves(answer)));
        var described = Leaves(answers[2]);
        Assert.Contains("DescribeInstancesResponse/requestId", described);
        Assert.All(
            InstanceElements,
            element => Assert.Contains($"DescribeInstancesResponse/reservationSet/item/instancesSet/item/{element}", described));
    }

    private static string[] ChangeElements(string root) =>
        [.. new[] { "currentState/code", "currentState/name", "instanceId", "previousState/code", "previousState/name" }
            .Select(element => $"{root}/instancesSet/item/{element}").Append($"{root}/requestId")];

    /// <summary>The paths of the elements without children, each once.</summary>
    private static string[] Leaves(XElement root) =>
        [.. root.DescendantsAndSelf().Where(element => !element.HasElements)
            .Select(element => string.Join('/', element.AncestorsAndSelf().Reverse().Select(e => e.Name.LocalName)))
            .Distinct().Order(StringComparer.Ordinal)];
}
