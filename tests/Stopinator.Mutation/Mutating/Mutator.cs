using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Stopinator.Mutation.Mutating;

/// <summary>Rewrites a file so that it holds every mutant beside the code as it is, behind a switch.</summary>
internal sealed partial class Mutator(SemanticModel model, string file, int first, IReadOnlySet<int> excluded) : CSharpSyntaxRewriter
{
    /// <summary>Marks the code of a mutant with the number, so that an error of the compiler is traced to it.</summary>
    public const string Mark = "mutant";

    private readonly List<Mutant> _mutants = [];

    /// <summary>Every mutant of the file, those that were left out included.</summary>
    public IReadOnlyList<Mutant> Mutants => _mutants;

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        // Constants, attributes and patterns have to be known to the compiler. No test sees the context that an await continues on.
        if (node is AttributeListSyntax or PatternSyntax or EnumMemberDeclarationSyntax or CaseSwitchLabelSyntax
            || node is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword)
            || node is LocalDeclarationStatementSyntax { IsConst: true }
            || node is EqualsValueClauseSyntax { Parent: ParameterSyntax }
            || node is ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } }
            && called.Name.Identifier.ValueText == "ConfigureAwait")
        {
            return node;
        }

        var rewritten = base.Visit(node);
        return (node, rewritten) switch
        {
            (ExpressionSyntax original, ExpressionSyntax expression) when !IsAfterNullCheck(original) =>
                Conditions(original, Values(original, expression)),
            (StatementSyntax original, StatementSyntax statement) => Removed(original, statement),
            (SwitchExpressionArmSyntax original, SwitchExpressionArmSyntax arm) => Skipped(original, arm),
            _ => rewritten,
        };
    }

    private ExpressionSyntax Other(ExpressionSyntax original, ExpressionSyntax rewritten, ExpressionSyntax changed, string? text = null) =>
        Declares(original)
            ? rewritten
            : Marked(original, rewritten, text ?? Line(changed), ofFlow: false, number =>
                ParenthesizedExpression(ConditionalExpression(Is(number), changed.WithoutTrivia(), rewritten.WithoutTrivia())));

    private T Marked<T>(SyntaxNode original, T rewritten, string changed, bool ofFlow, Func<int, T> mutate)
        where T : SyntaxNode
    {
        var number = first + _mutants.Count;
        _mutants.Add(new Mutant(
            number, file, original.GetLocation().GetLineSpan().StartLinePosition.Line + 1, MemberOf(original), Line(original), changed,
            ofFlow));
        return excluded.Contains(number)
            ? rewritten
            : mutate(number).WithTriviaFrom(rewritten).WithAdditionalAnnotations(new SyntaxAnnotation(Mark, $"{number}"));
    }

    private static InvocationExpressionSyntax Is(int number) =>
        InvocationExpression(
            MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("MutantSwitch")),
                IdentifierName("Is")),
            ArgumentList([Argument(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(number)))]));

    // What follows on "?." is no expression of its own.
    private static bool IsAfterNullCheck(ExpressionSyntax node) =>
        node switch
        {
            MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => true,
            InvocationExpressionSyntax call => IsAfterNullCheck(call.Expression),
            MemberAccessExpressionSyntax access => IsAfterNullCheck(access.Expression),
            ElementAccessExpressionSyntax access => IsAfterNullCheck(access.Expression),
            _ => false,
        };

    // A variable that is declared in a copied expression would be declared twice.
    private static bool Declares(SyntaxNode node) =>
        node.DescendantNodes(child => child is not AnonymousFunctionExpressionSyntax)
            .Any(child => child is SingleVariableDesignationSyntax);

    private static string Line(SyntaxNode node) =>
        string.Join(' ', $"{node.WithoutTrivia()}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string MemberOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            OperatorDeclarationSyntax @operator => $"operator {@operator.OperatorToken.ValueText}",
            _ => "other",
        };
}
