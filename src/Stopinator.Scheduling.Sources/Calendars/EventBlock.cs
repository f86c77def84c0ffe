namespace Stopinator.Scheduling.Sources.Calendars;

/// <summary>The lines of an event that tell its dates.</summary>
/// <param name="Begin">The line with which the event begins.</param>
internal sealed record EventBlock(ContentLine Begin)
{
    /// <summary>The lines, in the order of the file.</summary>
    public List<ContentLine> Lines { get; } = [];

    /// <summary>The id, which an event shares with its moved occurrences; null when it has none.</summary>
    public string? Uid => Find("UID")?.Value;

    /// <summary>Returns the first line with a name; null when there is none.</summary>
    public ContentLine? Find(string name) => Lines.Find(line => line.Name == name);
}
