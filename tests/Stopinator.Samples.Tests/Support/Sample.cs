using System.Text.Json.Nodes;
using Stopinator.Samples.Tests.Deployments;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Support;

/// <summary>The folder <c>samples</c>.</summary>
internal static class Sample
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "samples");

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static JsonNode Yaml(string file) => YamlToJson.Read(PathOf(file));
}
