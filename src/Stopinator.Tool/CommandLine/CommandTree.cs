using System.CommandLine;
using System.CommandLine.Help;
using Stopinator.Tool.Commands;
using Stopinator.Tool.Commands.Convert;
using Stopinator.Tool.Commands.Local;

namespace Stopinator.Tool.CommandLine;

/// <summary>The commands of the tool. A new command is a file in Commands/ and a line here.</summary>
internal static class CommandTree
{
    public static RootCommand Create(GlobalOptions options, int width)
    {
        var root = new RootCommand("Finds, plans, stops, starts and reboots EC2 instances, and holds them to their schedules.")
        {
            HelpName = "stopinator",
            Subcommands =
            {
                new FindCommand(),
                new Command("plan", "Shows what a stop, a start or a reboot would do to each instance, and why. It changes nothing.")
                {
                    new PlanCommand(PowerAction.Stop),
                    new PlanCommand(PowerAction.Start),
                    new PlanCommand(PowerAction.Reboot),
                },
                new ActCommand(PowerAction.Stop),
                new ActCommand(PowerAction.Start),
                new ActCommand(PowerAction.Reboot),
                new ApplyCommand(),
                new UndoCommand(),
                new ReconcileCommand(),
                new Command("schedule", "Checks and shows schedules.") { new ScheduleCheckCommand(), new ScheduleShowCommand() },
                new PreviewCommand(),
                new ExplainCommand(),
                new IamCommand(),
                new Command("convert", "Converts the schedules of other tools to a catalog, and names the tags to set.")
                {
                    new ConvertInstanceSchedulerCommand(),
                    new ConvertCustodianCommand(),
                },
                new LocalEc2Command(),
            },
        };
        foreach (var option in options.All)
        {
            root.Add(option);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Shows this help.";
        help.Action = new HelpWithExample((HelpAction)help.Action!, width);
        var version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Shows the version.";
        version.Action = new VersionAction();
        return root;
    }
}
