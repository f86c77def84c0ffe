using System.Net;

namespace Stopinator.Testing.Wire;

/// <summary>Reads <c>name=value&amp;name=value</c> from a query string or a form body. Of equal names, the last counts.</summary>
internal static class FormReader
{
    public static Dictionary<string, string> Read(params ReadOnlySpan<string> forms)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var form in forms)
        {
            foreach (var range in form.AsSpan().Split('&'))
            {
                var pair = form[range];
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                var name = equals < 0 ? pair : pair[..equals];
                if (name.Length > 0)
                {
                    parameters[WebUtility.UrlDecode(name)] = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
                }
            }
        }

        return parameters;
    }
}
