using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.CommandLine;

/// <summary>The arguments of the command. Each setting is an option of the same name; the action is given without an option.</summary>
/// <remarks>
/// The parser is our own, because every function carries it. System.CommandLine 3.0 adds 0.30 MB to the 7.40 MB of a managed zip, and
/// 0.09 MB to the 7.87 MB of a native zip (measured on 2026-11-30). A zip may have 8 MB.
/// </remarks>
internal sealed class CommandArguments
{
    private static readonly string[] Actions = ["stop", "start", "reboot", "reconcile"];
    private static readonly string[] OwnFlags = ["--json", "--help", "--version"];
    private static readonly string[] OfAws = ["--endpoint", "--region", "--profile"];

    // The action is an argument.
    private static readonly Setting[] Options = [.. Setting.All.Where(setting => setting != Setting.Action)];

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>The settings that the arguments give, by the names of their variables.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Uri? Endpoint { get; private set; }

    public string? Region { get; private set; }

    public string? Profile { get; private set; }

    /// <summary>The given options that tell where EC2 is.</summary>
    public List<string> OfClient { get; } = [];

    /// <summary>True when the report is written as JSON.</summary>
    public bool Json { get; private set; }

    public bool Help { get; private set; }

    public bool Version { get; private set; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">The arguments are invalid.</exception>
    public static CommandArguments Read(IReadOnlyList<string> args)
    {
        var arguments = new CommandArguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                arguments.TakeAction(args[i]);
                continue;
            }

            var split = args[i] == "-h" ? ["--help"] : args[i].Split('=', 2);
            Know(split[0]);
            var setting = Array.Find(Options, setting => setting.Option == split[0]);
            var isFlag = setting is { Value: null } || OwnFlags.Contains(split[0]);
            if (OfAws.Contains(split[0]))
            {
                arguments.OfClient.Add(split[0]);
            }

            if (isFlag && split.Length == 1 && args.ElementAtOrDefault(i + 1) is "true" or "false")
            {
                throw new UsageException(
                    $"{ErrorText.Quote(args[i + 1])} after {split[0]} is no action; a switch takes its value with '=': "
                    + $"{split[0]}={args[i + 1]}.");
            }

            var value = split.Length == 2 ? split[1]
                : isFlag ? "true"
                : i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i]
                : throw new UsageException($"{split[0]} takes a value.");
            arguments.ThrowIfRepeated(split[0], value);
            arguments.Take(split[0], setting, value);
        }

        return arguments;
    }

    private static void Know(string option)
    {
        string[] known = [.. Options.Select(setting => setting.Option), .. OfAws, .. OwnFlags];
        if (!known.Contains(option))
        {
            throw new UsageException($"{ErrorText.Quote(option)} is not an option.{Suggestion.For(option, known)}");
        }
    }

    // Either value could be meant.
    private void ThrowIfRepeated(string option, string value)
    {
        if (!_given.TryAdd(option, value))
        {
            throw new UsageException(
                $"{option} is given twice, as {ErrorText.Quote(_given[option])} and as {ErrorText.Quote(value)}; give it once.");
        }
    }

    private void TakeAction(string text)
    {
        if (Variables.TryGetValue(Setting.Action.Variable, out var other))
        {
            throw new UsageException(
                $"{ErrorText.Quote(text)} is one argument too many after {ErrorText.Quote(other)}; put a value with blanks in quotes.");
        }

        Variables[Setting.Action.Variable] = Actions.Contains(text)
            ? text
            : throw new UsageException(
                $"{ErrorText.Quote(text)} is not an action; there are {string.Join(", ", Actions)}.{Suggestion.For(text, Actions)}");
    }

    private void Take(string option, Setting? setting, string value)
    {
        switch (option)
        {
            case "--endpoint":
                Endpoint = Uri.TryCreate(value, UriKind.Absolute, out var url)
                    ? url
                    : throw new UsageException($"--endpoint is {ErrorText.Quote(value)}; it takes a URL such as http://127.0.0.1:5577.");
                break;
            case "--region":
                Region = value;
                break;
            case "--profile":
                Profile = value;
                break;
            case "--json":
                Json = Switch(option, value);
                break;
            case "--help":
                Help = Switch(option, value);
                break;
            case "--version":
                Version = Switch(option, value);
                break;
            default:
                Variables[setting!.Variable] = value;
                break;
        }
    }

    private static bool Switch(string option, string value) =>
        bool.TryParse(value, out var on) ? on : throw new UsageException($"{option} is {ErrorText.Quote(value)}; it takes true or false.");
}

/// <summary>The exception for invalid arguments of the command.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught in this assembly.")]
internal sealed class UsageException(string message) : Exception(message);
