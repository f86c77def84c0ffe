namespace Stopinator.Packages.Tests;

/// <summary>A console project outside the repository that uses the packages.</summary>
internal sealed class ScratchProject
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _environment;

    /// <summary>Writes the project.</summary>
    /// <param name="feed">The packages.</param>
    /// <param name="name">Its name.</param>
    /// <param name="program">The text of its Program.cs.</param>
    public ScratchProject(PackedFeed feed, string name, string program)
    {
        _folder = Directory.CreateDirectory(Path.Combine(feed.Root, name)).FullName;

        // Restored into a folder of its own; what the machine has already is taken from there.
        _environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(feed.Root, "packages") };
        var machinePackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{feed.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{machinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Stopinator" Version="{feed.Version}" />
                <PackageReference Include="Stopinator.Testing" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
    }

    /// <summary>Builds and runs it.</summary>
    /// <returns>What it wrote.</returns>
    public Task<string> RunAsync(params (string Name, string Value)[] environment)
    {
        foreach (var (name, value) in environment)
        {
            _environment[name] = value;
        }

        return DotNet.RunAsync(_folder, _environment, "run");
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
