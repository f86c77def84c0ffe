using System.Text;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.CommandLine;

/// <summary>The help text of the command.</summary>
internal static class HelpText
{
    private const int Column = 33;
    private const int Width = 118;

    public static string Version => $"Stopinator {typeof(HelpText).Assembly.GetName().Version?.ToString(3)}";

    public static string Text => $"""
        Starts, stops or reboots EC2 instances once, or holds them to the schedules in their tags, and reports what became of each.

        Usage: <stop|start|reboot|reconcile> [options]

        Options, each also an environment variable (--dry-run is STOPINATOR_DRY_RUN):
        {Entries(SettingUse.AnyRun)}
        For reconcile:
        {Entries(SettingUse.ReconcileRun)}
        Where EC2 is; by default as with any AWS client:
          --region <region>  --profile <profile>  --endpoint <url>

        Output:
          --json                         The report as JSON.
          --help, -h, --version

        Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 130 cancelled.
        """;

    private static string Entries(SettingUse use)
    {
        var entries = new StringBuilder();
        foreach (var setting in Setting.All.Where(setting => setting.Use == use && setting != Setting.Action))
        {
            Append(entries, setting);
        }

        return entries.ToString();
    }

    // The meaning stands in a column beside the option, or below an option that reaches into the column.
    private static void Append(StringBuilder entries, Setting setting)
    {
        var option = $"  {setting.Option}{(setting.Value is { } value ? $" <{value}>" : "")}";
        var line = new StringBuilder(option);
        if (option.Length >= Column)
        {
            entries.Append(option).Append('\n');
            line.Clear();
        }

        foreach (var word in Meaning(setting).Split(' '))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                entries.Append(line).Append('\n');
                line.Clear();
            }

            line.Append(' ', Math.Max(1, Column - line.Length)).Append(word);
        }

        entries.Append(line).Append('\n');
    }

    private static string Meaning(Setting setting)
    {
        var standard = setting.Default switch
        {
            "none" => "",
            "required" => " Required.",
            _ when setting.Value is null => "",
            var text => $" Default: {text}.",
        };
        return (setting.Help + standard).Replace("`", "", StringComparison.Ordinal);
    }
}
