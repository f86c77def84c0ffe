using System.CommandLine;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>A command that does something, unlike a group of commands.</summary>
internal abstract class ToolCommand(string name, string description) : Command(name, description)
{
    /// <summary>The words after <c>stopinator</c>.</summary>
    public string Path => Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{parent.Name} {Name}" : Name;

    /// <summary>An example of the command.</summary>
    public abstract string Example { get; }

    /// <summary>The formats in which the command can write its result.</summary>
    public virtual IReadOnlyList<OutputFormat> Formats { get; } =
        [OutputFormat.Table, OutputFormat.Json, OutputFormat.Markdown, OutputFormat.Ids];

    /// <summary>
    /// The names of options of every command that have no effect on this one. They are errors, and the help does not show them.
    /// </summary>
    public virtual IReadOnlyList<string> Without => [];

    /// <summary>Carries the command out.</summary>
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
