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

/// <summary>The forms in which Instance Scheduler keeps its schedules, JSON and YAML.</summary>
internal sealed class InstanceSchedulerNotations : ISourceNotation
{
    public IEnumerable<string> CalendarsOf(IReadOnlyList<TextPart> parts) => [];

    public ScheduleCatalog Read(SourceText text, DateOnly from, DateOnly to)
    {
        string[] documents = [.. text.Parts.Select(part => InstanceSchedulerFile.ToJson(part.Text))];
        return InstanceSchedulerNotation.ParseCatalog(documents is [var only] ? only : $"[{string.Join(',', documents)}]");
    }
}
