using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Stopinator.Lambda.Runtime;

/// <summary>The exception for a call that the runtime API rejected in a way from which the process cannot recover.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class RuntimeApiException(string call, HttpStatusCode status) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Lambda's runtime API answered {(int)status} to {call}; the process ends."));
