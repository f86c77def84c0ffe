using System.IO.Compression;
using System.Xml.Linq;

namespace Stopinator.Packages.Tests.Contents;

/// <summary>A package as a file, read as a stranger reads it.</summary>
internal sealed class PackedPackage
{
    // Written by NuGet into every package.
    private static readonly string[] Envelope = ["_rels/", "package/", "[Content_Types].xml"];

    private readonly Dictionary<string, byte[]> _files;

    private PackedPackage(Dictionary<string, byte[]> files)
    {
        _files = files;
        Metadata = XDocument.Load(new MemoryStream(files.Single(file => file.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value)).Root!.Elements().Single();
    }

    /// <summary>The names of the files in it, apart from NuGet's envelope.</summary>
    public IEnumerable<string> Files => _files.Keys.Order(StringComparer.Ordinal);

    /// <summary>The nuspec.</summary>
    public XElement Metadata { get; }

    /// <summary>The dependencies: packages as <c>id version</c>, frameworks by name.</summary>
    public IEnumerable<string> Dependencies =>
    [
        .. Metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(
            element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}"),
        .. Metadata.Descendants().Where(element => element.Name.LocalName == "frameworkReference")
        .Select(element => element.Attribute("name")!.Value),
    ];

    /// <summary>Reads a package.</summary>
    public static async Task<PackedPackage> ReadAsync(string file)
    {
        await using var zip = await ZipFile.OpenReadAsync(file);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(entry => !Envelope.Any(prefix => entry.FullName.StartsWith(prefix, StringComparison.Ordinal))))
        {
            await using var stream = await entry.OpenAsync();
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            files.Add(entry.FullName, memory.ToArray());
        }

        return new PackedPackage(files);
    }

    /// <summary>The content of a file.</summary>
    public byte[] Read(string file) => _files[file];

    /// <summary>The text of an element of the nuspec; null when there is none.</summary>
    public string? Element(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
}
