namespace Stopinator.Docs.Tests;

/// <summary>A fenced block of a page, with the comment on the line before it.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Language">The language after the fence.</param>
/// <param name="Comment">The comment, e.g. <c>snippet: CreateWithNew</c>; empty when there is none.</param>
/// <param name="Text">What stands in the block.</param>
public sealed record CodeBlock(string Page, string Language, string Comment, string Text);
