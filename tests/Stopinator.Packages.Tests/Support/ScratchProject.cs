using System.Xml.Linq;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Support;

/// <summary>A console project outside the repository that uses the packages.</summary>
internal sealed class ScratchProject
{
    // The compilers use all processors by themselves. Beside each other they would only take longer, until one runs out of time.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly PackedFeed _feed;
    private readonly string _name;

    /// <summary>Writes the project.</summary>
    /// <param name="feed">The packages.</param>
    /// <param name="name">Its name.</param>
    /// <param name="packages">The packages it refers to.</param>
    /// <param name="properties">Properties beside those that every console project has.</param>
    public ScratchProject(PackedFeed feed, string name, string[] packages, params (string Name, string Value)[] properties)
    {
        _feed = feed;
        _name = name;
        Folder = Directory.CreateDirectory(Path.Combine(feed.Root, name)).FullName;

        // Restored into a folder of its own; what the machine has already is taken from there.
        var machinePackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{feed.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{machinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write($"{name}.csproj", new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("OutputType", "Exe"),
                new XElement("TargetFramework", "net10.0"),
                new XElement("Nullable", "enable"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("TreatWarningsAsErrors", true),
                properties.Select(property => new XElement(property.Name, property.Value))),
            new XElement("ItemGroup", packages.Select(Reference))).ToString());
    }

    /// <summary>The folder of the project.</summary>
    public string Folder { get; }

    /// <summary>Adds a file to it.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>Builds it.</summary>
    /// <returns>The command line that runs it.</returns>
    public async Task<string[]> BuildAsync()
    {
        await RunAsync("build");
        return ["dotnet", Path.Combine(Folder, "out", $"{_name}.dll")];
    }

    /// <summary>Publishes it.</summary>
    /// <returns>The command line that runs it.</returns>
    public async Task<string[]> PublishAsync()
    {
        await RunAsync("publish");
        return [Path.Combine(Folder, "out", OperatingSystem.IsWindows() ? $"{_name}.exe" : _name)];
    }

    private async Task RunAsync(string command)
    {
        var variables = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_feed.Root, "packages") };
        await Turn.WaitAsync();
        try
        {
            await DotNet.RunAsync(Folder, variables, command, "--output", "out");
        }
        finally
        {
            Turn.Release();
        }
    }

    private XElement Reference(string package) =>
        new("PackageReference", new XAttribute("Include", package), new XAttribute("Version", VersionOf(package)));

    private string VersionOf(string package) => package.StartsWith("Stopinator", StringComparison.Ordinal)
        ? _feed.Version
        : XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(version => version.Attribute("Include")?.Value == package).Attribute("Version")!.Value;
}
