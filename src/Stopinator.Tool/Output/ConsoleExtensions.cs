using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>Writes texts to a console as they are. Spectre's markup is never read from them.</summary>
internal static class ConsoleExtensions
{
    private const int LongestMessage = 16 * 1024;

    /// <summary>Writes a text of the tool's own, without breaking its lines.</summary>
    public static void WriteRaw(this IAnsiConsole console, string text)
    {
        console.Profile.Out.Writer.Write(text);
        console.Profile.Out.Writer.Write('\n');
    }

    /// <summary>Writes a text for people. A terminal breaks its lines between words.</summary>
    public static void WriteText(this IAnsiConsole console, string text)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            console.WriteRaw(text);
            return;
        }

        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            console.Write(new Text(line + "\n"));
        }
    }

    /// <summary>Writes an error. A line break stays; every other control character is spelled out.</summary>
    public static void WriteFailure(this IAnsiConsole messages, string message)
    {
        foreach (var line in message.ReplaceLineEndings("\n").Split('\n'))
        {
            messages.Write(new Text(ErrorText.Clean(line, LongestMessage) + "\n", new Style(Color.Red)));
        }
    }

    /// <summary>Writes a note beside the result.</summary>
    public static void WriteNote(this IAnsiConsole messages, string note) =>
        messages.Write(new Text(ErrorText.Clean(note, LongestMessage) + "\n", Style.Plain));
}
