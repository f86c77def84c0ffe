using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Stopinator.Mutation.Mutating;

/// <content>Operators, constants, texts and methods that have a counterpart.</content>
internal sealed partial class Mutator
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> Operators = new()
    {
        [SyntaxKind.LessThanToken] = SyntaxKind.LessThanEqualsToken,
        [SyntaxKind.LessThanEqualsToken] = SyntaxKind.LessThanToken,
        [SyntaxKind.GreaterThanToken] = SyntaxKind.GreaterThanEqualsToken,
        [SyntaxKind.GreaterThanEqualsToken] = SyntaxKind.GreaterThanToken,
        [SyntaxKind.PlusToken] = SyntaxKind.MinusToken,
        [SyntaxKind.MinusToken] = SyntaxKind.PlusToken,
        [SyntaxKind.AsteriskToken] = SyntaxKind.SlashToken,
        [SyntaxKind.SlashToken] = SyntaxKind.AsteriskToken,
        [SyntaxKind.PercentToken] = SyntaxKind.AsteriskToken,
        [SyntaxKind.PlusEqualsToken] = SyntaxKind.MinusEqualsToken,
        [SyntaxKind.MinusEqualsToken] = SyntaxKind.PlusEqualsToken,
    };

    private static readonly Dictionary<string, string> Methods = Pairs(
        ("Min", "Max"), ("MinBy", "MaxBy"), ("Any", "All"), ("First", "Last"), ("FirstOrDefault", "LastOrDefault"),
        ("OrderBy", "OrderByDescending"), ("ThenBy", "ThenByDescending"), ("Skip", "Take"), ("SkipWhile", "TakeWhile"),
        ("StartsWith", "EndsWith"), ("Ceiling", "Floor"),
        ("ToUpperInvariant", "ToLowerInvariant"), ("IndexOf", "LastIndexOf"), ("TrimStart", "TrimEnd"));

    public override SyntaxNode? VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node) =>
        node.WithContents(
        [
            .. node.Contents.Select(
                part => part is InterpolatedStringTextSyntax text ? Blank(text) : (InterpolatedStringContentSyntax)Visit(part)!),
        ]);

    // An interpolated text goes to handlers of many types, so its pieces of text become values that may be empty.
    private InterpolatedStringContentSyntax Blank(InterpolatedStringTextSyntax text) =>
        Marked<InterpolatedStringContentSyntax>(text, text, "\"\"", ofFlow: false, number => Interpolation(
            ParenthesizedExpression(ConditionalExpression(
                Is(number),
                Quoted(""),
                Quoted(text.TextToken.ValueText
                    .Replace("{{", "{", StringComparison.Ordinal)
                    .Replace("}}", "}", StringComparison.Ordinal))))));

    private static LiteralExpressionSyntax Quoted(string text) => LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(text));

    private ExpressionSyntax Values(ExpressionSyntax original, ExpressionSyntax rewritten) =>
        original switch
        {
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text } =>
                Other(original, rewritten, Quoted(text.Length == 0 ? "mutant" : "")),
            LiteralExpressionSyntax { Token.Value: int or long or double } literal => OffByOne(literal, rewritten),
            LiteralExpressionSyntax { Token.Value: true } =>
                Other(original, rewritten, LiteralExpression(SyntaxKind.FalseLiteralExpression)),
            LiteralExpressionSyntax { Token.Value: false } =>
                Other(original, rewritten, LiteralExpression(SyntaxKind.TrueLiteralExpression)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } both => Coalesced(both, rewritten),
            BinaryExpressionSyntax binary when Operators.TryGetValue(binary.OperatorToken.Kind(), out var kind) && !IsText(binary) =>
                Other(original, rewritten, BinaryExpression(
                    SyntaxFacts.GetBinaryExpression(kind), binary.Left, Token(kind).WithTriviaFrom(binary.OperatorToken), binary.Right)),
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment
                when Operators.ContainsKey(assignment.OperatorToken.Kind()) && !IsText(assignment) =>
                WithRight(assignment, (AssignmentExpressionSyntax)rewritten),
            IsPatternExpressionSyntax pattern => Patterns(pattern, rewritten),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call
                when Methods.TryGetValue(called.Name.Identifier.ValueText, out var method)
                    && (method is not ("All" or "Any") || call.ArgumentList.Arguments.Count > 0) =>
                Other(original, rewritten, call.WithExpression(called.WithName(IdentifierName(method))), $".{called.Name} -> .{method}"),
            _ => rewritten,
        };

    // Where the left side alone has another type, as a value that may be null has, it does not compile.
    private ExpressionSyntax Coalesced(BinaryExpressionSyntax original, ExpressionSyntax rewritten)
    {
        var code = Other(original, rewritten, original.Right);
        return SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(original).Type, model.GetTypeInfo(original.Left).Type)
            ? Other(original, code, original.Left)
            : code;
    }

    // x += y becomes x += -y, because an assignment is no branch of a condition.
    private AssignmentExpressionSyntax WithRight(AssignmentExpressionSyntax original, AssignmentExpressionSyntax rewritten) =>
        rewritten.WithRight(Other(
            original.Right, rewritten.Right,
            PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, ParenthesizedExpression(original.Right.WithoutTrivia())),
            $"-({Line(original.Right)})"));

    private ExpressionSyntax OffByOne(LiteralExpressionSyntax literal, ExpressionSyntax rewritten) =>
        Other(
            literal, rewritten,
            BinaryExpression(
                SyntaxKind.AddExpression, literal.WithoutTrivia(), LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(1))),
            $"{literal.Token.Text} + 1");

    private ExpressionSyntax Patterns(IsPatternExpressionSyntax original, ExpressionSyntax rewritten) =>
        original.Pattern.DescendantNodesAndSelf().OfType<RelationalPatternSyntax>().Aggregate(rewritten, (code, bound) =>
            Other(original, code, original.ReplaceNode(
                bound, bound.WithOperatorToken(Token(Operators[bound.OperatorToken.Kind()]).WithTriviaFrom(bound.OperatorToken)))));

    private bool IsText(ExpressionSyntax node) => model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String;

    private static Dictionary<string, string> Pairs(params (string One, string Other)[] pairs) =>
        pairs.Concat(pairs.Select(pair => (One: pair.Other, Other: pair.One)))
            .ToDictionary(pair => pair.One, pair => pair.Other, StringComparer.Ordinal);
}
