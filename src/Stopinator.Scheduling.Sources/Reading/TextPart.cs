namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>A text that was read.</summary>
/// <param name="Name">The name that errors give it: the location or, under a path, the name of the parameter.</param>
/// <param name="Text">The text.</param>
internal sealed record TextPart(string Name, string Text)
{
    /// <summary>True for an iCalendar file, which may lie among the parts of a catalog.</summary>
    public bool IsCalendar => Text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);
}
