using System.Xml.Linq;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>Packages of Stopinator come from the folder that was named, whatever the public source offers under their names.</summary>
[Trait("Finding", "12")]
public sealed class SupplyChainTests(Scratch scratch)
{
    [LongTheory]
    [InlineData(RestorePlace.PublicSource)]
    [InlineData("Acme & \"friends\"")]
    public async Task Restore_OurPackagesOnThePublicSourceToo_AreTakenFromTheFolder(string publicSource)
    {
        var place = new RestorePlace(scratch, publicSource);
        place.Ours.Add("Stopinator", RestorePlace.Version);
        place.Ours.Add("Stopinator.Lambda", RestorePlace.Version, "Stopinator");
        place.Ours.Add("Stopinator.Testing", RestorePlace.Version);
        var project = await place.GenerateAsync("--public-source", publicSource);

        var result = await place.RestoreAsync(project.Folder);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.All(
            ["Stopinator", "Stopinator.Lambda", "Stopinator.Testing"],
            id => Assert.Equal(place.Ours.Folder, place.SourceOf(id, RestorePlace.Version)));
        Assert.All(RestorePlace.OtherPackages, id => Assert.Equal(place.Public.Folder, place.SourceOf(id, RestorePlace.VersionOf(id))));
    }

    [LongFact]
    public async Task Restore_OurPackageThatOnlyThePublicSourceHas_IsRefused()
    {
        var place = new RestorePlace(scratch, RestorePlace.PublicSource);
        place.Ours.Add("Stopinator.Lambda", RestorePlace.Version, "Stopinator");
        place.Ours.Add("Stopinator.Testing", RestorePlace.Version);
        var project = await place.GenerateAsync();

        var result = await place.RestoreAsync(project.Folder);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Unable to find package Stopinator.", result.Output, StringComparison.Ordinal);

        // The mapping refuses it: without, the package of the public source is taken.
        var file = Path.Combine(project.Folder, "nuget.config");
        var configuration = XDocument.Load(file);
        configuration.Descendants("packageSourceMapping").Remove();
        configuration.Save(file);
        result = await place.RestoreAsync(project.Folder);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(place.Public.Folder, place.SourceOf("Stopinator", RestorePlace.Version));
    }

    [LongFact]
    public async Task Restore_PublicSourceOfAnotherName_SaysWhatToDo()
    {
        var place = new RestorePlace(scratch, "company");
        place.Ours.Add("Stopinator.Lambda", RestorePlace.Version);
        place.Ours.Add("Stopinator.Testing", RestorePlace.Version);
        var project = await place.GenerateAsync();

        var result = await place.RestoreAsync(project.Folder);

        // The error has the name that is wanted, and the file says where to write it.
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("NU1100", result.Output, StringComparison.Ordinal);
        Assert.Contains("company", result.Output, StringComparison.Ordinal);
        Assert.Contains("NU1100", project.Read("nuget.config"), StringComparison.Ordinal);
    }

    [LongTheory]
    [InlineData(RestorePlace.PublicSource)]
    [InlineData("company")]
    public async Task Restore_WithTheConfigurationOfTheRepository_TakesOurPackagesFromItsFolderOnly(string publicSource)
    {
        var place = new RestorePlace(scratch, publicSource);
        if (publicSource != RestorePlace.PublicSource)
        {
            // As CONTRIBUTING.md says.
            place.MapPublicSource(publicSource);
        }

        var repository = Directory.CreateDirectory(Path.Combine(place.Folder, "repository")).FullName;
        File.Copy(Path.Combine(Repository.Root, "nuget.config"), Path.Combine(repository, "nuget.config"));
        await File.WriteAllTextAsync(Path.Combine(repository, "Any.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Stopinator.Lambda" Version="{RestorePlace.Version}" />
                <PackageReference Include="xunit.v3" Version="{RestorePlace.VersionOf("xunit.v3")}" />
              </ItemGroup>
            </Project>
            """);

        var refused = await place.RestoreAsync(repository);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("artifacts/packages' doesn't exist", refused.Output.Replace('\\', '/'), StringComparison.Ordinal);

        var packed = new EmptyPackages(Path.Combine(repository, "artifacts", "packages"));
        packed.Add("Stopinator.Lambda", RestorePlace.Version);
        var result = await place.RestoreAsync(repository);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(packed.Folder, place.SourceOf("Stopinator.Lambda", RestorePlace.Version));
        Assert.Equal(place.Public.Folder, place.SourceOf("xunit.v3", RestorePlace.VersionOf("xunit.v3")));
    }
}
