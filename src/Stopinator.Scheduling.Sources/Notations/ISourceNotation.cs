namespace Stopinator.Scheduling.Sources.Notations;

/// <summary>The notation of the texts of a source.</summary>
internal interface ISourceNotation
{
    /// <summary>Returns the files of calendars that the parts name, without those that are parts themselves.</summary>
    IEnumerable<string> CalendarsOf(IReadOnlyList<TextPart> parts);

    /// <summary>Reads a catalog.</summary>
    /// <param name="text">The texts.</param>
    /// <param name="from">The first date of calendars.</param>
    /// <param name="to">The last date of calendars.</param>
    /// <exception cref="ScheduleFormatException">A text is malformed.</exception>
    ScheduleCatalog Read(SourceText text, DateOnly from, DateOnly to);
}
