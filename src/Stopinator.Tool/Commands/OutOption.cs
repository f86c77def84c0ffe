using System.CommandLine;
using Stopinator.Diagnostics;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>An option with a file to which the result is written, beside what is shown.</summary>
internal sealed class OutOption : Option<string?>
{
    private readonly string _what;

    /// <summary>Makes the option <c>--out</c>.</summary>
    public OutOption(string what)
        : this("--out", what, $"Also writes the {what} as JSON to this file.")
    {
    }

    public OutOption(string name, string what, string description)
        : base(name)
    {
        _what = what;
        Description = description;
        HelpName = "file";
    }

    /// <summary>Creates the folder of the file, and checks that the file can be written, before anything is sent.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void Prepare(CommandContext context)
    {
        if (context.Value(this) is not { } path)
        {
            return;
        }

        try
        {
            TryToWrite(path.Length == 0 ? throw new IOException("It is empty.") : context.PathOf(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException(
                $"{Name} is {ErrorText.Quote(path)}, which cannot be written; nothing was done. {exception.Message.TrimEnd('.')}. "
                + "Name a file in a folder in which you may write.",
                exception);
        }
    }

    /// <summary>
    /// Writes the file, when one is asked for. When the file cannot be written, standard output has the text. Cancellation does not keep a
    /// report from being written.
    /// </summary>
    /// <param name="context">The command line.</param>
    /// <param name="text">The content of the file.</param>
    /// <param name="changed">True when the text is a report of instances that were changed.</param>
    /// <param name="what">The kind of the text, where it is not that of the option.</param>
    /// <returns>False when the file could not be written.</returns>
    public async Task<bool> WriteAsync(CommandContext context, string text, bool changed = false, string? what = null)
    {
        what ??= _what;
        if (context.Value(this) is not { } path)
        {
            return true;
        }

        var full = context.PathOf(path);
        try
        {
            await File.WriteAllTextAsync(full, text + "\n", CancellationToken.None);
            context.Messages.WriteNote($"The {what} is in {full}.");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As JSON, the result is on standard output already.
            if (context.Format != OutputFormat.Json)
            {
                context.Output.WriteRaw(text);
            }

            context.Messages.WriteFailure(
                $"{(changed ? "Instances were changed. " : "")}The {what} could not be written to {full}: "
                + $"{exception.Message.TrimEnd('.')}. The end of standard output is the {what}; save it.");
            return false;
        }
    }

    private static void TryToWrite(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            using var attempt = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        else if (new FileInfo(path).Length > 0)
        {
            // A file without a length may be a pipe, whose reader would take the attempt for the whole text.
            using var attempt = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
    }
}
