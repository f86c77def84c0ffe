namespace Stopinator.StepFunctions.Tests.Interpreter;

/// <summary>An error by the name that Retry and Catch know it by.</summary>
internal sealed class StateException(string error, string cause) : Exception($"{error}: {cause}")
{
    public string Error => error;

    public string Cause => cause;
}
