using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Stopinator.Mutation.Mutating;

/// <summary>The assembly that holds every mutant of a folder.</summary>
/// <param name="Mutants">The mutants that are in the assembly.</param>
/// <param name="LeftOut">The mutants that do not compile.</param>
/// <param name="Image">The assembly.</param>
internal sealed record MutatedAssembly(IReadOnlyList<Mutant> Mutants, IReadOnlyList<Mutant> LeftOut, byte[] Image)
{
    // Errors that follow from another one: the type of a variable is that of code that has an error.
    private static readonly string[] FollowUps = ["CS8130", "CS8131"];

    /// <summary>Compiles until no mutant is left that does not compile.</summary>
    public static async Task<MutatedAssembly> CompileAsync(string folder, string room)
    {
        var arguments = await CompilerArguments.OfAsync(folder);
        var plain = CompilerArguments.Compilation(arguments);
        GeneratorDriver generators = CSharpGeneratorDriver.Create(
            CompilerArguments.Generators(arguments), parseOptions: arguments.ParseOptions);
        var excluded = new HashSet<int>();
        while (true)
        {
            var (compilation, mutants) = Mutated(plain, folder, room, excluded);
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Switch.Source, arguments.ParseOptions));
            generators = generators.RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);

            using var image = new MemoryStream();
            var result = whole.Emit(image, manifestResources: arguments.ManifestResources);
            if (result.Success)
            {
                var kept = mutants.ToLookup(mutant => !excluded.Contains(mutant.Number));
                return new MutatedAssembly([.. kept[true]], [.. kept[false]], image.ToArray());
            }

            var before = excluded.Count;
            Diagnostic[] errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Diagnostic[] first = [.. errors.Where(error => !FollowUps.Contains(error.Id))];
            excluded.UnionWith((first.Length > 0 ? first : errors).SelectMany(error => ToBlame(error, mutants)));
            if (excluded.Count == before)
            {
                throw new InvalidOperationException($"The mutated {room} does not compile, and no mutant is the reason: {errors[0]}");
            }
        }
    }

    private static (CSharpCompilation Compilation, IReadOnlyList<Mutant> Mutants) Mutated(
        CSharpCompilation plain, string folder, string room, HashSet<int> excluded)
    {
        var compilation = plain;
        var mutants = new List<Mutant>();
        foreach (var tree in plain.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(folder, tree.FilePath).Replace('\\', '/');
            if (file.StartsWith(room + "/", StringComparison.Ordinal))
            {
                var mutator = new Mutator(plain.GetSemanticModel(tree), file, mutants.Count + 1, excluded);
                compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(mutator.Visit(tree.GetRoot())!, tree.Options));
                mutants.AddRange(mutator.Mutants);
            }
        }

        return (compilation, mutants);
    }

    // The innermost mutant around the error; for a variable without a value, around what gives it one; else those of the member that move
    // the flow.
    private static int[] ToBlame(Diagnostic error, IReadOnlyList<Mutant> mutants)
    {
        if (error.Location.SourceTree?.GetRoot() is not { } root)
        {
            return [];
        }

        var place = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        var member = place.AncestorsAndSelf().FirstOrDefault(
            node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax) ?? place;
        int[] within = [.. member.DescendantNodesAndSelf().SelectMany(Numbers)];
        int[] flow = [.. within.Where(number => mutants[number - 1].IsOfFlow)];
        int[] around = error.Id switch
        {
            "CS0165" =>
            [
                .. Givers(member, $"{place}")
                    .SelectMany(giver => giver.AncestorsAndSelf().SelectMany(Numbers).Where(flow.Contains).Take(1)),
            ],
            "CS0161" or "CS0177" or "CS0269" => [],
            _ => [.. place.AncestorsAndSelf().SelectMany(Numbers).Take(1)],
        };
        return around.Length > 0 ? around : flow.Length > 0 ? flow : within;
    }

    private static IEnumerable<SyntaxNode> Givers(SyntaxNode member, string variable) =>
        member.DescendantNodes().Where(node => node switch
        {
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == variable,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } => assigned.Identifier.ValueText == variable,
            _ => false,
        });

    private static IEnumerable<int> Numbers(SyntaxNode node) =>
        node.GetAnnotations(Mutator.Mark).Select(mark => int.Parse(mark.Data!, System.Globalization.CultureInfo.InvariantCulture));
}
