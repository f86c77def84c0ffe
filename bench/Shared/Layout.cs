using System.Runtime.InteropServices;

namespace Stopinator.Bench;

/// <summary>The paths of the repository, from the folder in which a benchmark was built.</summary>
internal static class Layout
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The bench folder.</summary>
    public static string Bench { get; } = Path.Combine(Root, "bench");

    /// <summary>A built program of this folder, in the configuration of the caller.</summary>
    public static string Program(string project) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), project + ".dll"));

    /// <summary>The runtime that runs this program.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Stopinator.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Benchmarks run from inside the repository.");
        }

        return folder.FullName;
    }
}
