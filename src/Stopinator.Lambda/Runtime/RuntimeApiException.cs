using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Stopinator.Lambda.Runtime;

/// <summary>The runtime API refused a call in a way that leaves nothing to go on with.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class RuntimeApiException(string call, HttpStatusCode status) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Lambda's runtime API answered {(int)status} to {call}; the process ends."));
