namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A repository whose build files fail every project that they reach.</summary>
internal static class OuterRepository
{
    /// <summary>Writes the files into a folder, above projects that must not notice.</summary>
    public static void WriteInto(string folder)
    {
        Write("Directory.Build.props", """
            <Project InitialTargets="FailByProps">
              <ItemGroup><PackageReference Include="Package.Of.The.Outer.Repository" /></ItemGroup>
              <Target Name="FailByProps"><Error Text="The outer Directory.Build.props reaches this project." /></Target>
            </Project>
            """);
        Write("Directory.Build.targets", """
            <Project InitialTargets="FailByTargets">
              <Target Name="FailByTargets"><Error Text="The outer Directory.Build.targets reaches this project." /></Target>
            </Project>
            """);
        Write("Directory.Packages.props", """
            <Project InitialTargets="FailByPackages">
              <Target Name="FailByPackages"><Error Text="The outer Directory.Packages.props reaches this project." /></Target>
            </Project>
            """);

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
    }
}
