using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Tool.Running;

/// <summary>The exception for a command line, or a file named by it, that is wrong.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The exception for an action that is refused before anything is done.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>The exception for a text that a command was asked to check and that is invalid.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class CheckFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
