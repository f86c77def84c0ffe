namespace Stopinator.Testing.Hosting;

/// <summary>The parts of an HTTP request that the endpoint needs.</summary>
/// <param name="QueryString">The query string, without the question mark.</param>
/// <param name="Form">The body of a form; otherwise empty.</param>
/// <param name="Authorization">The header.</param>
/// <param name="UserAgent">The header.</param>
internal sealed record Request(string QueryString, string Form, string? Authorization, string? UserAgent);
