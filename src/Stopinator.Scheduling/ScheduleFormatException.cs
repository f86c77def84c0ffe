namespace Stopinator.Scheduling;

/// <summary>The exception for a text that is not a schedule.</summary>
public sealed class ScheduleFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The problem, its place, and what to write instead.</param>
    /// <param name="position">The position in the text, counted from 0.</param>
    /// <param name="path">The path in a JSON document at which the text stands; null when the text does not come from JSON.</param>
    /// <param name="innerException">The underlying error.</param>
    public ScheduleFormatException(string message, int position, string? path = null, Exception? innerException = null)
        : base(message, innerException) => (Position, Path) = (position, path);

    /// <summary>
    /// The position of the mistake, counted in characters from 0: in the text itself, or in the string at <see cref="Path"/>. For JSON that
    /// cannot be read at all, the position counts in the document.
    /// </summary>
    public int Position { get; }

    /// <summary>
    /// The path of the mistake in a JSON document, e.g. <c>$.schedules['office-hours'].windows[1]</c>; null outside JSON.
    /// </summary>
    public string? Path { get; }
}
