namespace Stopinator.Scheduling.Sources.Notations;

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
