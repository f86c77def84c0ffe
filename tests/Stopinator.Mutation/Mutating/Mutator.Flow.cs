using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Stopinator.Mutation.Mutating;

/// <content>Conditions that are always or never met, statements that are removed, and arms of switches that are passed over.</content>
internal sealed partial class Mutator
{
    // `x && !Is(1)` keeps what the compiler knows when x is met, and `x || Is(2)` what it knows when x is not met.
    private ExpressionSyntax Conditions(ExpressionSyntax original, ExpressionSyntax rewritten)
    {
        var isCondition = original is not LiteralExpressionSyntax
            && model.GetTypeInfo(original).Type?.SpecialType == SpecialType.System_Boolean;
        var (always, never) = !isCondition
            ? (false, false)
            : original.Parent switch
            {
                IfStatementSyntax or WhenClauseSyntax or ReturnStatementSyntax => (true, true),
                ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax => (true, true),
                ConditionalExpressionSyntax parent => (parent.Condition == original, parent.Condition == original),
                WhileStatementSyntax or ForStatementSyntax => (false, true), // Always would not end.
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } => (true, false),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } => (false, true),
                ArgumentSyntax or EqualsValueClauseSyntax or SwitchExpressionArmSyntax
                    when original is not IdentifierNameSyntax => (true, true),
                AssignmentExpressionSyntax parent => (parent.Right == original, parent.Right == original),
                _ => (false, false),
            };

        var code = rewritten;
        if (always)
        {
            code = Marked(original, code, "true", ofFlow: true, number => Either(SyntaxKind.LogicalOrExpression, code, Is(number)));
        }

        return !never ? code : Marked(original, code, "false", ofFlow: true, number =>
            Either(SyntaxKind.LogicalAndExpression, code, PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Is(number))));
    }

    private static ParenthesizedExpressionSyntax Either(SyntaxKind kind, ExpressionSyntax code, ExpressionSyntax change) =>
        ParenthesizedExpression(BinaryExpression(kind, ParenthesizedExpression(code.WithoutTrivia()), change));

    private StatementSyntax Removed(StatementSyntax original, StatementSyntax rewritten) =>
        original switch
        {
            ExpressionStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax
                when !Declares(original) => Without(original, rewritten),
            ReturnStatementSyntax { Expression: null } => Without(original, rewritten),
            BreakStatementSyntax when original.FirstAncestorOrSelf<SwitchSectionSyntax>() is null => Without(original, rewritten),
            _ => rewritten,
        };

    private StatementSyntax Without(StatementSyntax original, StatementSyntax rewritten) =>
        Marked<StatementSyntax>(original, rewritten, "removed", ofFlow: true, number =>
            Block(IfStatement(PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Is(number)), rewritten.WithoutTrivia())));

    private SwitchExpressionArmSyntax Skipped(SwitchExpressionArmSyntax original, SwitchExpressionArmSyntax rewritten) =>
        original is { WhenClause: not null } or { Pattern: DiscardPatternSyntax or VarPatternSyntax }
            ? rewritten
            : Marked(original.Pattern, rewritten, "arm passed over", ofFlow: true, number =>
                rewritten.WithWhenClause(WhenClause(PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Is(number)))));
}
