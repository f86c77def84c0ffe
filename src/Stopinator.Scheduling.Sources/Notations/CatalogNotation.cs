namespace Stopinator.Scheduling.Sources.Notations;

/// <summary>Catalogs in JSON, with their calendars.</summary>
internal sealed class CatalogNotation : ISourceNotation
{
    public IEnumerable<string> CalendarsOf(IReadOnlyList<TextPart> parts) => CatalogParts.FilesOf(Json(parts))
        .Where(file => !parts.Any(part => IsNamed(part, file)));

    public ScheduleCatalog Read(SourceText text, DateOnly from, DateOnly to)
    {
        var json = Json(text.Parts);
        var calendars = new Dictionary<string, IScheduleCalendar>(StringComparer.Ordinal);
        foreach (var file in CatalogParts.FilesOf(json))
        {
            var part = text.Calendars.TryGetValue(file, out var read) ? read
                : text.Parts.Where(one => IsNamed(one, file)).MinBy(one => one.Name.Length)!;
            calendars.Add(file, Calendar(part, from, to));
        }

        return ScheduleCatalog.Parse(json, calendars);
    }

    private static string Json(IReadOnlyList<TextPart> parts) =>
        CatalogParts.Join([.. parts.Where(part => !part.IsCalendar).Select(part => (part.Name, part.Text))]);

    // Under a path, calendars are parts like the others. The shortest name is the nearest.
    private static bool IsNamed(TextPart part, string file) => part.IsCalendar && part.Name.EndsWith($"/{file}", StringComparison.Ordinal);

    private static CalendarFile Calendar(TextPart part, DateOnly from, DateOnly to)
    {
        try
        {
            return CalendarFile.Parse(part.Text, from, to);
        }
        catch (ScheduleFormatException exception)
        {
            throw new ScheduleFormatException($"{part.Name}: {exception.Message}", exception.Position, path: null, exception);
        }
    }
}
