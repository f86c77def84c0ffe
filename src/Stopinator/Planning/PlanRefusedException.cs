namespace Stopinator;

/// <summary>The error of a plan that a guard refused. No call was made that changes an instance.</summary>
public sealed class PlanRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The text that names the figure that was refused, the limit, and the option that sets it.</param>
    public PlanRefusedException(string message)
        : base(message)
    {
    }
}
