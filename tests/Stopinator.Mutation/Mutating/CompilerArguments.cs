using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Stopinator.Mutation.Running;

namespace Stopinator.Mutation.Mutating;

/// <summary>What the build of a project tells the compiler.</summary>
internal static class CompilerArguments
{
    /// <summary>Asks the build, which compiles nothing for it.</summary>
    public static async Task<CSharpCommandLineArguments> OfAsync(string folder)
    {
        var run = await Command.RunAsync(
            "dotnet",
            [
                "build", folder, "--no-restore", "-getItem:CscCommandLineArgs", "-t:Compile", "-p:SkipCompilerExecution=true",
                "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=none", "-p:BuildProjectReferences=false", "-p:DesignTimeBuild=true",
            ],
            TimeSpan.FromMinutes(10));
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"The arguments of the compiler for {folder} could not be read: {run.Output}");
        }

        using var answer = JsonDocument.Parse(run.Output);
        var arguments = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!);
        return CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null);
    }

    /// <summary>The compilation of the project, with its generators, without its analyzers.</summary>
    public static CSharpCompilation Compilation(CSharpCommandLineArguments arguments) =>
        CSharpCompilation.Create(
            arguments.CompilationName,
            arguments.SourceFiles.Select(
                file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), arguments.ParseOptions, file.Path, Encoding.UTF8)),
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([]));

    public static IEnumerable<ISourceGenerator> Generators(CSharpCommandLineArguments arguments) =>
        arguments.AnalyzerReferences
            .Where(reference => !reference.FilePath.Contains("Fixes", StringComparison.Ordinal))
            .Select(reference => new AnalyzerFileReference(reference.FilePath, Loader.Instance))
            .SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp));

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
            // The generators lie beside what they need.
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
