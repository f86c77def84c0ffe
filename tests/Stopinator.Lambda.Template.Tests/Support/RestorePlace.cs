using System.Text.Json;
using System.Xml.Linq;
using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A folder whose projects are restored from two sources of empty packages and no other: the public one and ours.</summary>
internal sealed class RestorePlace
{
    /// <summary>The version that the template asks for.</summary>
    public const string Version = "0.2.0";

    /// <summary>The name that the .NET SDK gives to the public source.</summary>
    public const string PublicSource = "nuget\u002eorg";

    private readonly Scratch _scratch;

    /// <summary>Creates it. The public source has all that a generated project needs, our packages too.</summary>
    /// <param name="scratch">Where the folder is made, and the template.</param>
    /// <param name="publicSource">The name of the machine's public source.</param>
    public RestorePlace(Scratch scratch, string publicSource)
    {
        _scratch = scratch;
        Folder = Directory.CreateDirectory(Path.Combine(scratch.Root, "restore", Guid.NewGuid().ToString("n"))).FullName;
        Ours = new EmptyPackages(Path.Combine(Folder, "ours"));
        Public = new EmptyPackages(Path.Combine(Folder, "public"));
        foreach (var id in (string[])["Stopinator", "Stopinator.Lambda", "Stopinator.Testing"])
        {
            Public.Add(id, Version);
            Public.Add(id, "9.0.0");
        }

        foreach (var id in OtherPackages)
        {
            Public.Add(id, VersionOf(id));
        }

        new XDocument(new XElement(
            "configuration",
            new XElement(
                "packageSources",
                new XElement("clear"),
                new XElement("add", new XAttribute("key", publicSource), new XAttribute("value", Public.Folder))),
            new XElement("packageSourceMapping", new XElement("clear")),
            new XElement("fallbackPackageFolders", new XElement("clear")))).Save(Path.Combine(Folder, "nuget.config"));
    }

    /// <summary>The packages of others that a generated project refers to, without those of an infrastructure in C#.</summary>
    public static IReadOnlyList<string> OtherPackages { get; } =
    [
        .. Versions(Repository.Read("src/Stopinator.Lambda.Template/content/Directory.Packages.props")).Keys
            .Except(References("src/Stopinator.Lambda.Template/content/infra/StopinatorLambda.1.Infra.csproj"))
            .Where(id => !id.StartsWith("Stopinator", StringComparison.Ordinal)),
    ];

    public string Folder { get; }

    public EmptyPackages Ours { get; }

    public EmptyPackages Public { get; }

    public static string VersionOf(string id) => Versions(Repository.Read("Directory.Packages.props"))[id];

    /// <summary>Lets the machine take every package from its public source, which the configuration of a project can narrow.</summary>
    public void MapPublicSource(string publicSource)
    {
        var file = Path.Combine(Folder, "nuget.config");
        var configuration = XDocument.Load(file);
        configuration.Descendants("packageSourceMapping").Single().Add(new XElement(
            "packageSource", new XAttribute("key", publicSource), new XElement("package", new XAttribute("pattern", "*"))));
        configuration.Save(file);
    }

    /// <summary>Generates a project that takes our packages from their folder.</summary>
    public Task<GeneratedProject> GenerateAsync(params string[] options) => _scratch.Clone.GenerateAsync(
        new Combination("NightStop", ["--instance-tag", "Env=dev", "--package-source", Ours.Folder, .. options]),
        Path.Combine(Folder, "projects", "NightStop"));

    /// <summary>Restores what is in a folder.</summary>
    public Task<CommandResult> RestoreAsync(string folder)
    {
        var environment = DotNet.UsersEnvironment();
        environment["NUGET_PACKAGES"] = Path.Combine(Folder, "packages");
        return Command.RunAsync("dotnet", folder, environment, "restore");
    }

    /// <summary>The source that a restored package came from.</summary>
    public string? SourceOf(string id, string version)
    {
        var package = Directory.GetDirectories(Path.Combine(Folder, "packages"))
            .Single(folder => Path.GetFileName(folder).Equals(id, StringComparison.OrdinalIgnoreCase));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, version, ".nupkg.metadata")));
        return json.RootElement.GetProperty("source").GetString();
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

    private static Dictionary<string, string> Versions(string props) => XDocument.Parse(props).Descendants("PackageVersion").ToDictionary(
        package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value, StringComparer.Ordinal);
}
