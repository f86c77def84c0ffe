using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Contents;

/// <summary>The package of the template: no assembly, the files of the repository, nothing it depends on.</summary>
public sealed class TemplatePackageTests(PackedFeed feed)
{
    private const string Id = "Stopinator.Lambda.Template";
    private const string Content = $"content/src/{Id}/content/";

    [Fact]
    public async Task Package_OfTheTemplate_HoldsWhatAClonesTemplateReads()
    {
        var package = await PackedPackage.ReadAsync(feed.FileOf(Id));
        var source = Path.Combine(Repository.Root, "src", Id, "content");
        var expected = Directory.GetFiles(source, "*", SearchOption.AllDirectories).Select(
            file => Content + Path.GetRelativePath(source, file).Replace('\\', '/'));

        Assert.Equal(
            new[] { "README.md", $"{Id}.nuspec", "content/.template.config/dotnetcli.host.json", "content/.template.config/template.json", "icon.png" }.Concat(expected).Order(StringComparer.Ordinal),
            package.Files.Order(StringComparer.Ordinal));
        Assert.Empty(package.Dependencies);
        Assert.Equal(
            Repository.Read(".template.config/template.json"),
            System.Text.Encoding.UTF8.GetString(package.Read("content/.template.config/template.json")));
        Assert.Contains(
            $"\"Stopinator.Lambda\" Version=\"{feed.Version}\"",
            System.Text.Encoding.UTF8.GetString(package.Read($"{Content}Directory.Packages.props")),
            StringComparison.Ordinal);
        Assert.Equal(
            "Template", package.Metadata.Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")?.Value);
        Assert.Equal(("MIT", "README.md", "icon.png"), (package.Element("license"), package.Element("readme"), package.Element("icon")));
    }
}
