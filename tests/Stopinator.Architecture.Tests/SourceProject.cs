using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Stopinator.Tests.Shared;

namespace Stopinator.Architecture.Tests;

/// <summary>The source of a project, bound, so that it shows which type each name means and where that type is declared.</summary>
/// <remarks>Code that generators add is missing. Names that only such code declares are passed over.</remarks>
internal sealed class SourceProject
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;"
        + " global using System.Threading; global using System.Threading.Tasks;";

    private readonly string _folder;
    private readonly CSharpCompilation _compilation;

    public SourceProject(string name)
    {
        _folder = Path.Combine(Repository.Root, "src", name);

        // The analysis of null takes a quarter of the time, and no name depends on it.
        var options = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("run-nullable-analysis", "never")]);
        var files = Directory.EnumerateFiles(_folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(Usings, options));
        _compilation = CSharpCompilation.Create(
            $"{name}.Source", files, References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>
    /// Everything this process can load, the packages of the projects included. All compilations take the same objects, so that each
    /// assembly is read once.
    /// </summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Every use of a type: the file that uses it, the type, and the file that declares it (null when another assembly does).</summary>
    public IEnumerable<Use> Uses() =>
        from tree in _compilation.SyntaxTrees
        where tree.FilePath.Length > 0
        let model = _compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let type = TypeOf(model.GetSymbolInfo(name).Symbol)
        where type is not null
        select new Use(
            PathOf(tree.FilePath),
            type.ToDisplayString(),
            type.ContainingAssembly.Name,
            type.DeclaringSyntaxReferences is [var declared, ..]
                && declared.SyntaxTree.FilePath.Length > 0 ? PathOf(declared.SyntaxTree.FilePath) : null);

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) =>
        symbol switch
        {
            INamedTypeSymbol type => type.OriginalDefinition,
            IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
            IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol => symbol.ContainingType?.OriginalDefinition,
            _ => null,
        };

    private string PathOf(string file) => Path.GetRelativePath(_folder, file).Replace('\\', '/');
}
