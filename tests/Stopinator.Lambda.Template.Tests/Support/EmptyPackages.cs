using System.IO.Compression;
using System.Xml.Linq;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A package source in a folder, with packages that hold nothing: they show where a restore takes each from.</summary>
internal sealed class EmptyPackages(string folder)
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Adds a package.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="dependencies">The packages it needs, each in the same version.</param>
    public void Add(string id, string version, params string[] dependencies)
    {
        var metadata = new XElement(
            "metadata",
            new XElement("id", id),
            new XElement("version", version),
            new XElement("authors", "anyone"),
            new XElement("description", "Holds nothing."),
            new XElement(
                "dependencies",
                new XElement(
                    "group",
                    new XAttribute("targetFramework", "net10.0"),
                    dependencies.Select(name =>
                        new XElement("dependency", new XAttribute("id", name), new XAttribute("version", version))))));
        using var package = ZipFile.Open(Path.Combine(Folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var nuspec = package.CreateEntry($"{id}.nuspec").Open();
        new XDocument(new XElement("package", metadata)).Save(nuspec);
    }
}
