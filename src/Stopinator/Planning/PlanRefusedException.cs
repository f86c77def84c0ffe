namespace Stopinator;

/// <summary>A guard refused a plan. No call was made that changes an instance.</summary>
public sealed class PlanRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was refused, the limit, and the option that sets it.</param>
    public PlanRefusedException(string message)
        : base(message)
    {
    }
}
