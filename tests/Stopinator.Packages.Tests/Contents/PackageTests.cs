using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Contents;

/// <summary>The contents and the metadata of the packages.</summary>
public sealed class PackageTests(PackedFeed feed)
{
    private const string SameVersion = "(the same version)";
    private const string ProjectUrl = "https://example.org/stopinator";

    /// <summary>The approved dependencies of each package. A new line is a decision, not an accident.</summary>
    private static readonly Dictionary<string, string[]> ApprovedDependencies = new(StringComparer.Ordinal)
    {
        ["Stopinator"] =
        [
            "AWSSDK.EC2 4.0.132.2",
            "AWSSDK.Extensions.NETCore.Setup 4.0.102.10",
            "AWSSDK.SecurityToken 4.0.101.10",
            "Microsoft.Extensions.Configuration.Abstractions 10.0.14",
            "Microsoft.Extensions.Configuration.Binder 10.0.14",
            "Microsoft.Extensions.DependencyInjection.Abstractions 10.0.14",
            "Microsoft.Extensions.Logging.Abstractions 10.0.14",
            "Microsoft.Extensions.Options 10.0.14",
            "Polly.Core 8.9.1",
        ],
        ["Stopinator.Scheduling"] = ["NodaTime 3.3.7", $"Stopinator {SameVersion}"],
        ["Stopinator.Scheduling.Preview"] = [$"Stopinator.Scheduling [{SameVersion}]"],
        ["Stopinator.Scheduling.Sources"] =
        [
            "AWSSDK.S3 4.0.104.11",
            "AWSSDK.SimpleSystemsManagement 4.0.104.10",
            "Ical.Net 5.2.4",
            "YamlDotNet 18.1.0",
            $"Stopinator.Scheduling {SameVersion}",
        ],
        ["Stopinator.Hosting"] =
        [
            "Microsoft.Extensions.Diagnostics.HealthChecks 10.0.14",
            "Microsoft.Extensions.Hosting.Abstractions 10.0.14",
            $"Stopinator.Scheduling {SameVersion}",
        ],
        ["Stopinator.Lambda"] = [$"Stopinator {SameVersion}", $"Stopinator.Scheduling {SameVersion}"],
        ["Stopinator.Testing"] = ["AWSSDK.EC2 4.0.132.2", "Microsoft.AspNetCore.App"],
    };

    public static TheoryData<string> Ids { get; } = [.. ApprovedDependencies.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Package_Files_AreTheseAndNoOthers(string id)
    {
        var package = await PackedPackage.ReadAsync(feed.FileOf(id));
        var symbols = await PackedPackage.ReadAsync(feed.FileOf(id, "snupkg"));

        // A trimmed program has to keep Ical.Net.
        string[] targets = id is "Stopinator.Scheduling.Sources" or "Stopinator.Lambda" ? [$"buildTransitive/{id}.targets"] : [];
        Assert.Equal(
            ["README.md", $"{id}.nuspec", .. targets, "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], package.Files);
        Assert.Equal([$"{id}.nuspec", $"lib/net10.0/{id}.pdb"], symbols.Files);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Package_Dependencies_AreTheApprovedOnes(string id) =>
        Assert.Equal(
            ApprovedDependencies[id].Order(StringComparer.Ordinal),
            (await PackedPackage.ReadAsync(feed.FileOf(id))).Dependencies
                .Select(dependency => dependency.Replace(feed.Version, SameVersion, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Package_Metadata_IsWhatAStrangerLooksFor(string id)
    {
        var package = await PackedPackage.ReadAsync(feed.FileOf(id));

        Assert.Equal(
            (id, feed.Version, "Stopinator contributors"), (package.Element("id"), package.Element("version"), package.Element("authors")));
        Assert.Equal(("MIT", "README.md", "icon.png"), (package.Element("license"), package.Element("readme"), package.Element("icon")));
        Assert.Equal(
            "expression", package.Metadata.Elements().Single(element => element.Name.LocalName == "license").Attribute("type")?.Value);
        Assert.InRange(package.Element("description")!.Length, 60, 300);
        Assert.Contains("ec2", package.Element("tags")!.Split(' '));
        Assert.Equal(Repository.Read($"src/{id}/README.md"), System.Text.Encoding.UTF8.GetString(package.Read("README.md")));

        var repository = package.Metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")?.Value);
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")?.Value);
        Assert.Null(package.Element("projectUrl"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Package_Marks_AreNotThoseOfAws(string id)
    {
        var package = await PackedPackage.ReadAsync(feed.FileOf(id));

        Assert.All(
            ["id", "title", "authors", "owners"],
            element => Assert.DoesNotMatch("(?i)aws|amazon", package.Element(element) ?? ""));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "src/icon.png")), package.Read("icon.png"));
    }

    [LongTheory]
    [MemberData(nameof(Ids))]
    public async Task Assembly_Attributes_TellVersionCommitAndTrimming(string id)
    {
        var file = (await PackedPackage.ReadAsync(feed.FileOf(id))).Read($"lib/net10.0/{id}.dll");
        var assembly = new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(new MemoryStream(file));
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(
            attribute => attribute.Key, attribute => attribute.Value);

        Assert.Equal(new Version(0, 0, 1, 0), assembly.GetName().Version);
        Assert.Matches(
            $"^{Regex.Escape(feed.Version)}\\+[0-9a-f]{{40}}$",
            assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        Assert.Equal(("True", "True"), (metadata["IsTrimmable"], metadata["IsAotCompatible"]));
    }

    [LongTheory]
    [MemberData(nameof(Ids))]
    public async Task Symbols_OfTheAssembly_NameSourcesButNoFolderOfTheMachine(string id)
    {
        var assembly = (await PackedPackage.ReadAsync(feed.FileOf(id))).Read($"lib/net10.0/{id}.dll");
        using var symbols = new SymbolFile((await PackedPackage.ReadAsync(feed.FileOf(id, "snupkg"))).Read($"lib/net10.0/{id}.pdb"));

        Assert.True(symbols.BelongTo(assembly));
        Assert.Contains(symbols.Sources, path => path.StartsWith($"/_/src/{id}/", StringComparison.Ordinal));
        Assert.All(symbols.Sources, path => Assert.StartsWith("/_", path, StringComparison.Ordinal));
    }

    [LongFact]
    public async Task Package_PackedAgainElsewhere_HasTheSameAssembliesAndTheUrlGiven()
    {
        var folder = Path.Combine(feed.Root, "again");
        await feed.PackAsync(folder, ["Stopinator"], $"-p:ProjectUrl={ProjectUrl}");

        var first = await PackedPackage.ReadAsync(feed.FileOf("Stopinator"));
        var again = await PackedPackage.ReadAsync(Path.Combine(folder, Path.GetFileName(feed.FileOf("Stopinator"))));

        Assert.Equal(ProjectUrl, again.Element("projectUrl"));
        Assert.All(
            first.Files.Where(file => !file.EndsWith(".nuspec", StringComparison.Ordinal)),
            file => Assert.Equal(Convert.ToHexString(SHA256.HashData(first.Read(file))), Convert.ToHexString(SHA256.HashData(again.Read(file)))));
    }
}
