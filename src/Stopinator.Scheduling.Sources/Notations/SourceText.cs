namespace Stopinator.Scheduling.Sources.Notations;

/// <summary>Everything that was read for a catalog.</summary>
/// <param name="Parts">The parts of the catalog.</param>
/// <param name="Calendars">The calendars that the parts name, by the text that stands for them.</param>
internal sealed record SourceText(IReadOnlyList<TextPart> Parts, IReadOnlyDictionary<string, TextPart> Calendars)
{
    /// <summary>True when the other reading has the same texts.</summary>
    public bool IsSame(SourceText other) =>
        Parts.SequenceEqual(other.Parts)
        && Calendars.Count == other.Calendars.Count
        && Calendars.All(calendar => other.Calendars.TryGetValue(calendar.Key, out var same) && same == calendar.Value);
}

/// <summary>A text that was read.</summary>
/// <param name="Name">The name that errors give it: the location or, under a path, the name of the parameter.</param>
/// <param name="Text">The text.</param>
internal sealed record TextPart(string Name, string Text)
{
    /// <summary>True for an iCalendar file, which may lie among the parts of a catalog.</summary>
    public bool IsCalendar => Text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);
}
