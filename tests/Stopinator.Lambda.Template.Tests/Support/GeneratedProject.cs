namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A project that the template generated.</summary>
/// <param name="Combination">The options it was generated with.</param>
/// <param name="Folder">The folder it is in.</param>
public sealed record GeneratedProject(Combination Combination, string Folder)
{
    /// <summary>The folder of the function.</summary>
    public string Source => Path.Combine(Folder, "src", Combination.Name);

    /// <summary>The folder of its tests.</summary>
    public string Tests => Path.Combine(Folder, "tests", $"{Combination.Name}.Tests");

    /// <summary>The infrastructure file.</summary>
    public string Template => Path.Combine(Folder, "infra", "template.yaml");

    /// <summary>The role that the function takes in each account, where it acts in several.</summary>
    public string SpokeRole => Path.Combine(Folder, "infra", "spoke-role.yaml");

    /// <summary>The accounts and regions, where it acts in several.</summary>
    public string Targets => Path.Combine(Source, "targets.json");

    /// <summary>The generated files, without what a build leaves.</summary>
    public IEnumerable<string> Files =>
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "publish"))
            .Order(StringComparer.Ordinal);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public override string ToString() => Combination.ToString();
}
