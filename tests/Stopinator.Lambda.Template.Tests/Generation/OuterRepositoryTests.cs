using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>A project generated inside another repository is not reached by that one's build files.</summary>
[Trait("Finding", "U1")]
public sealed class OuterRepositoryTests(Scratch scratch)
{
    private static readonly string[] Files = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    [LongFact]
    public async Task Restore_InsideARepositoryThatFailsEveryProject_Succeeds()
    {
        var place = new RestorePlace(scratch, RestorePlace.PublicSource);
        foreach (var id in (string[])["Stopinator", "Stopinator.Lambda", "Stopinator.Testing"])
        {
            place.Ours.Add(id, RestorePlace.Version);
        }

        var project = await place.GenerateAsync();
        OuterRepository.WriteInto(Path.GetDirectoryName(project.Folder)!);

        var result = await place.RestoreAsync(project.Folder);
        Assert.True(result.ExitCode == 0, result.Output);

        // Each of the three would have failed it.
        foreach (var name in Files)
        {
            var file = Path.Combine(project.Folder, name);
            File.Move(file, file + ".away");
            result = await place.RestoreAsync(project.Folder);
            Assert.Contains($"The outer {name} reaches this project.", result.Output, StringComparison.Ordinal);
            File.Move(file + ".away", file);
        }
    }
}
