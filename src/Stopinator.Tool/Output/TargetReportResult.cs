using Spectre.Console;

namespace Stopinator.Tool.Output;

/// <summary>Writes the report of many targets in each format, as one table.</summary>
internal static class TargetReportResult
{
    public static void Write(IAnsiConsole output, MultiTargetReport report, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteRaw(report.ToJson());
                break;
            case OutputFormat.Ids:
                foreach (var instance in report.Targets.SelectMany(Instances))
                {
                    if (instance.Outcome is Outcome.Reached or Outcome.Accepted)
                    {
                        output.WriteRaw(instance.InstanceId);
                    }
                }

                break;
            default:
                SheetOf(report).WriteTo(output, format == OutputFormat.Markdown);
                output.WriteNote(TargetsText.Of(report));
                break;
        }
    }

    private static Sheet SheetOf(MultiTargetReport report)
    {
        var waves = WaveColumns.Of(report.Targets.SelectMany(Instances).Select(instance => (instance.Wave, instance.Group)));
        var titles = ReportResult.Titles(waves);
        var sheet = new Sheet(["Target", .. titles]);
        foreach (var target in report.Targets)
        {
            if (target.Failure is { } failure)
            {
                sheet.Add([target.Name, .. TargetRow.Of(titles.Count, failure, target.Cure)]);
            }

            foreach (var instance in Instances(target))
            {
                sheet.Add([target.Name, .. ReportResult.Row(instance, waves)]);
            }
        }

        return sheet;
    }

    private static IEnumerable<InstanceOutcome> Instances(TargetReport target) => target.Report is { } report ? report.Instances : [];
}
