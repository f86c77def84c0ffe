using System.CommandLine;
using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>Converts the schedules of another tool to a catalog of Stopinator, and names the tags to set.</summary>
internal abstract class ConvertCommand : ToolCommand
{
    private readonly Argument<string> _file;
    private readonly OutOption _out = new("catalog");

    private readonly Option<bool> _moments = new("--moments")
    {
        Description = "Takes moments, such as 'mon-fri stop 22:00', for schedules that only start or only stop.",
    };

    protected ConvertCommand(string name, string description, string file)
        : base(name, description)
    {
        _file = new Argument<string>("FILE") { Description = file };
        Add(_file);
        Add(_moments);
        Add(_out);
    }

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table, OutputFormat.Json, OutputFormat.Markdown];

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var path = context.PathOf(context.Value(_file)!);
        var text = await Failure.ReadFileAsync(path, "file", cancellationToken);
        var schedules = WithNames([.. Read(context, text, path).Select(one => one.Decide(context.Value(_moments)))]);
        var catalog = CatalogOf(schedules);
        Write(context, schedules, catalog);
        var isWritten = await _out.WriteAsync(context, catalog);
        return isWritten && schedules.All(one => one.Schedule is not null) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="UsageException">The file is invalid.</exception>
    protected abstract IReadOnlyList<ConvertedSchedule> Read(CommandContext context, string text, string path);

    private static void Write(CommandContext context, List<ConvertedSchedule> schedules, string catalog)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.Output.WriteRaw(catalog);
        }
        else
        {
            var sheet = new Sheet("Tag now", "Tag to set", "Schedule");
            foreach (var one in schedules)
            {
                sheet.Add(
                    one.TheirTag, one.Schedule is null ? "" : $"stopinator:schedule={one.Name}",
                    one.Schedule?.ToString() ?? (one.Suggestion is { } moments ? $"suggested: {moments}" : "cannot be said"));
            }

            sheet.WriteTo(context.Output, context.Format == OutputFormat.Markdown);
        }

        foreach (var (one, note) in schedules.SelectMany(one => one.Notes.Select(note => (one, note))))
        {
            context.Messages.WriteNote($"{one.TheirTag}: {note}");
        }
    }

    // Names of a catalog have fewer characters than those of other tools, and differ in more than case.
    private static List<ConvertedSchedule> WithNames(IReadOnlyList<ConvertedSchedule> schedules)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var named = new List<ConvertedSchedule>();
        foreach (var one in schedules)
        {
            var name = string.Concat(one.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
            name = IsName(name) ? name : $"schedule-{name}";
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++)
            {
                unique = $"{name}-{number}";
            }

            named.Add(one with
            {
                Name = unique,
                Notes = unique == one.Name
                    ? one.Notes
                    : [$"A catalog has no name {ErrorText.Quote(one.Name)}; it is called '{unique}' there.", .. one.Notes],
            });
        }

        return named;
    }

    // The catalog itself refuses names that would be read as schedules.
    private static bool IsName(string name)
    {
        try
        {
            _ = ScheduleCatalog.Parse(CatalogOf([new(name, "", PowerSchedule.Parse("off"), [])]));
            return true;
        }
        catch (ScheduleFormatException)
        {
            return false;
        }
    }

    private static string CatalogOf(IEnumerable<ConvertedSchedule> schedules) =>
        JsonSerializer.Serialize(
            new CatalogDocument(schedules.Where(one => one.Schedule is not null).ToDictionary(
                one => one.Name, one => one.Schedule!.ToString(), StringComparer.Ordinal)),
            CatalogJson.Default.CatalogDocument);
}
