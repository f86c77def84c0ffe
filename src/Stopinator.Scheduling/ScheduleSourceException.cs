namespace Stopinator.Scheduling;

/// <summary>The exception for schedules that cannot be read from their source, and of which no earlier reading exists.</summary>
public sealed class ScheduleSourceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The location, the problem and the way out.</param>
    /// <param name="location">The location of the schedules.</param>
    /// <param name="innerException">The underlying error.</param>
    public ScheduleSourceException(string message, string location, Exception? innerException = null)
        : base(message, innerException) => Location = location;

    /// <summary>The location of the schedules, e.g. <c>ssm:/stopinator/schedules</c>.</summary>
    public string Location { get; }
}
