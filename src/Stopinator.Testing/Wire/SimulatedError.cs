using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Testing.Wire;

/// <summary>An error that becomes the answer.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It becomes an answer before it leaves the engine.")]
internal sealed class SimulatedError(string code, string message, int status) : Exception(message)
{
    public string Code => code;

    public int Status => status;
}
