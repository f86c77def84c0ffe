namespace Stopinator.Scheduling;

/// <summary>A text is not a schedule.</summary>
public sealed class ScheduleFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to write instead.</param>
    /// <param name="position">Where in the text, counted from 0.</param>
    /// <param name="path">Where in a JSON document the text stands; null when it does not come from one.</param>
    /// <param name="innerException">The rule that was broken.</param>
    public ScheduleFormatException(string message, int position, string? path = null, Exception? innerException = null)
        : base(message, innerException) => (Position, Path) = (position, path);

    /// <summary>
    /// Where it goes wrong, counted in characters from 0: in the text itself, or in the string at <see cref="Path"/>; in JSON that cannot
    /// be read at all, in the document.
    /// </summary>
    public int Position { get; }

    /// <summary>Where in a JSON document the mistake is, e.g. <c>$.schedules['office-hours'].windows[1]</c>; null outside JSON.</summary>
    public string? Path { get; }
}
