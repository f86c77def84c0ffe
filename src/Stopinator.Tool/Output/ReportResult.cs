using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>Writes a report in each format.</summary>
internal static class ReportResult
{
    public static void Write(IAnsiConsole output, PowerReport report, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteRaw(report.ToJson());
                break;
            case OutputFormat.Ids:
                foreach (var instance in report.Instances.Where(instance => instance.Outcome is Outcome.Reached or Outcome.Accepted))
                {
                    output.WriteRaw(instance.InstanceId);
                }

                break;
            default:
                SheetOf(report).WriteTo(output, format == OutputFormat.Markdown);
                output.WriteNote(report.ToString());
                break;
        }
    }

    private static Sheet SheetOf(PowerReport report)
    {
        var sheet = new Sheet("Instance", "Name", "Before", "Seen", "Outcome", "Why");
        foreach (var instance in report.Instances)
        {
            sheet.Add(
                instance.InstanceId,
                instance.Name,
                EnumText.Of(instance.StateBefore),
                EnumText.Of(instance.StateSeen),
                new Cell(EnumText.Of(instance.Outcome), instance.IsSuccess ? Color.Green : Color.Red),
                instance.Message);
        }

        return sheet;
    }
}
