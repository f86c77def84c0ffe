using System.IO.Compression;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Stopinator.Lambda.Template.Tests.Programs;

/// <summary>A generated function as it is deployed, unpacked into a folder that holds nothing else.</summary>
internal sealed class Publication
{
    private Publication(GeneratedProject project, string folder, long zipSize) => (Project, Folder, ZipSize) = (project, folder, zipSize);

    public string Folder { get; }

    /// <summary>The project that was published.</summary>
    public GeneratedProject Project { get; }

    /// <summary>The size of the zip file that is uploaded, in bytes.</summary>
    public long ZipSize { get; }

    /// <summary>
    /// The program that Lambda runs: a managed runtime starts <c>dotnet</c> with the handler's assembly, a custom runtime the file
    /// <c>bootstrap</c>.
    /// </summary>
    public string[] CommandLine =>
        InfrastructureFile.Read(Project.Template).TextAt("Resources/Function/Properties/Handler") is { } handler
            && !Project.Combination.IsCustom
            ? ["dotnet", Path.Combine(Folder, $"{handler}.dll")]
            : [Path.Combine(Folder, "bootstrap")];

    /// <summary>The environment variables that the infrastructure gives the function.</summary>
    public Dictionary<string, string> Variables
    {
        get
        {
            var file = InfrastructureFile.Read(Project.Template);
            return ((YamlMappingNode)file.At("Resources/Function/Properties/Environment/Variables")!).ToDictionary(
                variable => variable.Key.ToString(), variable => file.Resolved(variable.Value), StringComparer.Ordinal);
        }
    }

    /// <summary>Publishes a project as its README says.</summary>
    public static async Task<Publication> OfAsync(Stranger stranger, GeneratedProject project, params string[] properties)
    {
        await stranger.DotNetAsync(["publish", project.Source, "-p:PublishProfile=Lambda", "-warnaserror", .. properties]);
        var folder = Path.Combine(stranger.Folder, $"{Path.GetFileName(project.Folder)}.deployed");
        var zip = $"{folder}.zip";
        await ZipFile.CreateFromDirectoryAsync(
            Path.Combine(project.Folder, "publish"), zip, CompressionLevel.SmallestSize, includeBaseDirectory: false);
        await ZipFile.ExtractToDirectoryAsync(zip, folder);
        return new Publication(project, folder, new FileInfo(zip).Length);
    }

    /// <summary>The input that a schedule of the infrastructure sends.</summary>
    /// <param name="schedule"><c>Stop</c> or <c>Start</c>.</param>
    /// <param name="scheduledTime">The time it was meant for.</param>
    public string Event(string schedule, DateTimeOffset scheduledTime) =>
        InfrastructureFile.Read(Project.Template).TextAt($"Resources/Function/Properties/Events/{schedule}/Properties/Input")!
            .Replace(
                "<aws.scheduler.scheduled-time>",
                scheduledTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal)
            .Replace("<aws.scheduler.execution-id>", "0a1b2c3d", StringComparison.Ordinal);
}
