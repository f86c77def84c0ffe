namespace Stopinator.Architecture.Tests;

/// <summary>The folders of the other packages: those that use each other, directly or through others, are named here.</summary>
public sealed class FoldersTests
{
    /// <summary>The packages, and the folders that form a circle. The root is left out: it may use every folder, and the other way round.</summary>
    public static TheoryData<string, string[]> Packages => new()
    {
        // A schedule is a value that reads, writes and evaluates itself.
        { "Stopinator.Scheduling", ["Evaluation", "Text"] },
        { "Stopinator.Scheduling.Preview", [] },
        { "Stopinator.Scheduling.Sources", [] },
        { "Stopinator.Hosting", [] },
        { "Stopinator.Lambda", [] },
        { "Stopinator.Testing", [] },

        // The tree of commands names every command, and each command runs in the context that the tree gives it.
        { "Stopinator.Tool", ["CommandLine", "Commands", "Configuration", "Running"] },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folders_OfAPackage_FormNoOtherCircle(string package, string[] circle)
    {
        Use[] all = [.. new SourceProject(package).Uses().Where(use => use.DeclaredIn is not null)];
        var uses = all
            .Where(use => Use.RoomOf(use.File) != Use.RoomOf(use.DeclaredIn!))
            .Where(use => Use.RoomOf(use.File).Length > 0 && Use.RoomOf(use.DeclaredIn!).Length > 0)
            .ToLookup(use => Use.RoomOf(use.File));

        var inCircles = uses.Select(folder => folder.Key).Where(folder => Reachable(uses, folder).Contains(folder))
            .Order(StringComparer.Ordinal);

        Assert.NotEmpty(all);
        Assert.Equal(circle, inCircles);
    }

    private static HashSet<string> Reachable(ILookup<string, Use> uses, string start)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>([start]);
        while (left.TryPop(out var folder))
        {
            foreach (var next in uses[folder].Select(use => Use.RoomOf(use.DeclaredIn!)).Where(found.Add))
            {
                left.Push(next);
            }
        }

        return found;
    }
}
