using System.CommandLine;
using System.CommandLine.Parsing;
using Stopinator.Diagnostics;
using Stopinator.Tool.Commands;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.CommandLine;

/// <summary>The messages for a wrong command line. Each names the word, and the word that was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>Throws when the command line cannot be carried out.</summary>
    /// <exception cref="UsageException">The command line is wrong; the message lists every problem.</exception>
    public static void ThrowIfAny(ParseResult parsed)
    {
        string[] problems = [.. Problems(parsed).Distinct(StringComparer.Ordinal)];
        if (problems.Length > 0)
        {
            var path = string.Join(' ', Path(parsed.CommandResult).Prepend("stopinator"));
            throw new UsageException(string.Join(Environment.NewLine, [.. problems, $"'{path} --help' shows what is accepted."]));
        }
    }

    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (MistypedOption(parsed) is { } mistyped)
        {
            return [NotAnOption(parsed, command, mistyped)];
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            // The first word decides how the words after it are read, so that only it is spoken of.
            return [Unmatched(command, parsed.UnmatchedTokens[0])];
        }

        return command is ToolCommand tool
            ? parsed.Errors.Select(error => Text(error, parsed)).Concat(WithoutEffect(parsed, tool))
            : [$"No command is named; there are {List(command)}."];
    }

    // The parser takes an unknown option for an argument.
    private static string? MistypedOption(ParseResult parsed) =>
        parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument)
            .Select(token => token.Value)
            .FirstOrDefault(value => value.TrimStart('-') is { Length: > 0 } name && name.Length < value.Length && char.IsLetter(name[0]));

    // Ignoring an option would do something else than what is asked for.
    private static IEnumerable<string> WithoutEffect(ParseResult parsed, ToolCommand command) =>
        parsed.RootCommandResult.Command.Options
            .Where(option => command.Without.Contains(option.Name, StringComparer.Ordinal))
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => $"{option.Name} has no effect on '{FullName(parsed)}'; leave it out.");

    private static string NotAnOption(ParseResult parsed, Command command, string token)
    {
        var name = token.Split('=', ':')[0];
        string[] options = [.. Options(parsed, command).Where(option => !option.Hidden).Select(option => option.Name), "--help"];
        return $"{ErrorText.Quote(name)} is not an option of '{FullName(parsed)}'.{Suggestion.For(name, options)}";
    }

    private static string Unmatched(Command command, string token)
    {
        var quoted = ErrorText.Quote(token);
        if (command is ToolCommand)
        {
            return $"{quoted} is one argument too many; put a value with blanks in quotes.";
        }

        return $"{quoted} is not a command; there are {List(command)}.{Suggestion.For(token, command.Subcommands.Select(one => one.Name))}";
    }

    private static string Text(ParseError error, ParseResult parsed) =>
        error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing =>
                $"'{FullName(parsed)}' needs {missing.Argument.HelpName ?? missing.Argument.Name}, e.g. "
                + $"{((ToolCommand)parsed.CommandResult.Command).Example}",
            OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} needs a value: {option.Option.Description}",
            ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } =>
                $"{option.Option.Name} needs a value: {option.Option.Description}",
            OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} is given {option.Tokens.Count} times; give it once.",
            _ => error.Message,
        };

    private static string FullName(ParseResult parsed) => string.Join(' ', Path(parsed.CommandResult).Prepend("stopinator"));

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. Path(parent), result.Command.Name] : [];

    private static IEnumerable<Option> Options(ParseResult parsed, Command command) =>
        command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(option => option.Recursive));

    private static string List(Command command) => string.Join(", ", command.Subcommands.Select(one => one.Name));
}
