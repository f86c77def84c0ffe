using System.Net.Http.Headers;
using System.Xml.Linq;

namespace Stopinator.Testing.Tests.Support;

/// <summary>An answer, and the parts of it that tests look at.</summary>
internal sealed record Ec2Reply(int Status, MediaTypeHeaderValue? ContentType, string Body)
{
    private static readonly XNamespace Ns = "http://ec2.amazonaws.com/doc/2016-11-15/";

    public XElement Root => XDocument.Parse(Body).Root!;

    public string? ErrorCode => Root.Element("Errors")?.Element("Error")?.Element("Code")?.Value;

    public string? ErrorMessage => Root.Element("Errors")?.Element("Error")?.Element("Message")?.Value;

    public string? NextToken => Root.Element(Ns + "nextToken")?.Value;

    /// <summary>The instances of a describe.</summary>
    public IReadOnlyList<XElement> Instances =>
    [
        .. Root.Element(Ns + "reservationSet")!.Elements(Ns + "item").Elements(Ns + "instancesSet").Elements(Ns + "item"),
    ];

    public IReadOnlyList<string> Ids => [.. Instances.Select(instance => instance.Element(Ns + "instanceId")!.Value)];

    public XElement Instance => Instances.Single();

    /// <summary>The lines of a start or a stop, e.g. <c>i-1: running → stopping</c>.</summary>
    public IReadOnlyList<string> Changes =>
    [
        .. Root.Element(Ns + "instancesSet")!.Elements(Ns + "item")
            .Select(item => $"{Text(item, "instanceId")}: {Text(item, "previousState/name")} → {Text(item, "currentState/name")}"),
    ];

    /// <summary>The text at a path of element names below an element of the answer.</summary>
    public static string? Text(XElement element, string path) =>
        path.Split('/').Aggregate((XElement?)element, (at, name) => at?.Element(Ns + name))?.Value;

    public string? Text(string path) => Text(Root, path);

    public string InstanceText(string path) => Text(Instance, path) ?? throw new KeyNotFoundException($"No {path} in {Instance}");
}
