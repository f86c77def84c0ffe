using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Stopinator.Tool.Commands;

namespace Stopinator.Tool.CommandLine;

/// <summary>Writes the help of a command, and an example after it.</summary>
internal sealed class HelpWithExample(HelpAction help, int width) : SynchronousCommandLineAction
{
    private const int Widest = 120;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = Math.Min(width, Widest);
        var without = (parseResult.CommandResult.Command as ToolCommand)?.Without ?? [];
        var options = parseResult.RootCommandResult.Command.Options;
        foreach (var option in options.Where(option => without.Contains(option.Name, StringComparer.Ordinal)))
        {
            option.Hidden = true;
        }

        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ToolCommand command)
        {
            output.WriteLine("Example:");
            output.WriteLine($"  {command.Example}");
            output.WriteLine();
        }

        return code;
    }
}

/// <summary>Writes the version, without the commit it was built from.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine(version.Split('+')[0]);
        return 0;
    }
}
