using Stopinator.Diagnostics;

namespace Stopinator.Instances;

/// <summary>Checks the URL of an endpoint before anything is sent to it.</summary>
internal static class EndpointUrl
{
    /// <summary>Returns the problem of an endpoint, as the end of a sentence; null when there is none.</summary>
    public static string? ProblemOf(Uri endpoint) =>
        !endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https") ? NotAUrl(endpoint.OriginalString)
        : endpoint.UserInfo.Length > 0 ? $"for {endpoint.Host} holds a user name or password; calls are signed, so it takes none."
        : null;

    /// <inheritdoc cref="ProblemOf(Uri)"/>
    public static string? ProblemOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var endpoint) ? ProblemOf(endpoint) : NotAUrl(url);

    private static string NotAUrl(string text) => $"is {ErrorText.Quote(text)}; it takes an absolute http or https URL.";
}
