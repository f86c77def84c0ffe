namespace Stopinator.Testing.Hosting;

/// <summary>What the endpoint needs of an HTTP request.</summary>
/// <param name="QueryString">Without the question mark.</param>
/// <param name="Form">The body, when it is a form; otherwise empty.</param>
/// <param name="Authorization">The header.</param>
/// <param name="UserAgent">The header.</param>
internal sealed record Request(string QueryString, string Form, string? Authorization, string? UserAgent);
