using System.CommandLine;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>The option <c>--out</c>: a file to which the result is written as JSON, beside what is shown.</summary>
internal sealed class OutOption : Option<string?>
{
    private readonly string _what;

    public OutOption(string what)
        : base("--out")
    {
        _what = what;
        Description = $"Also writes the {what} as JSON to this file.";
        HelpName = "file";
    }

    /// <summary>Writes the file, when one is asked for. Cancellation does not keep a report from being written.</summary>
    public async Task WriteAsync(CommandContext context, string json)
    {
        if (context.Value(this) is not { } path)
        {
            return;
        }

        var full = context.PathOf(path);
        await File.WriteAllTextAsync(full, json + "\n", CancellationToken.None);
        context.Messages.WriteNote($"The {_what} is in {full}.");
    }
}
