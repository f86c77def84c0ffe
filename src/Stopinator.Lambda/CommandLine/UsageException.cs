using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Lambda.CommandLine;

/// <summary>The exception for invalid arguments of the command.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class UsageException(string message) : Exception(message);
