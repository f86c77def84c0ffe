namespace Stopinator.Scheduling;

/// <summary>The exception for a name that is not in the catalog of schedules.</summary>
public sealed class UnknownScheduleException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message, which tells what is missing and what was probably meant.</param>
    /// <param name="name">The name that was looked up.</param>
    public UnknownScheduleException(string message, string name)
        : base(message) => Name = name;

    /// <summary>The name that was looked up.</summary>
    public string Name { get; }
}
