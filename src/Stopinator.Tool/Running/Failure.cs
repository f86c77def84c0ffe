using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Running;

/// <summary>The failures that a person can do something about, and their exit codes. Any other exception is a defect.</summary>
internal static class Failure
{
    /// <summary>Returns the exit code; null for an exception that is not such a failure.</summary>
    public static int? ExitCodeOf(Exception exception, CancellationToken cancellationToken) =>
        exception switch
        {
            UsageException or OptionsValidationException => ExitCode.Usage,
            PlanRefusedException or RefusedException => ExitCode.Refused,
            OperationCanceledException when cancellationToken.IsCancellationRequested => ExitCode.Cancelled,
            Ec2Exception or ScheduleSourceException or CheckFailedException => ExitCode.Failed,
            IOException or UnauthorizedAccessException => ExitCode.Failed,
            _ => null,
        };

    public static string MessageOf(Exception exception) =>
        exception switch
        {
            PowerCanceledException or MultiTargetCanceledException => "Cancelled; the report has what was done.",
            OperationCanceledException => "Cancelled; nothing was done.",
            PlanRefusedException => ToolWords.AddTo(exception.Message),
            OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
            _ => exception.Message,
        };

    /// <summary>Asks the library for what the command line says.</summary>
    /// <exception cref="UsageException">The options of the command line contradict each other, or the selector is too large.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(ErrorText.MessageOf(exception), exception);
        }
    }

    /// <summary>Reads a text file that the command line names.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<string> ReadFileAsync(string path, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => TextFile.Read(path, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The {what} {ErrorText.Clean(path, int.MaxValue)} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the content of a file that the command line names.</summary>
    /// <exception cref="UsageException">The content is invalid; the message has the path and the reason.</exception>
    public static T Parse<T>(string path, string what, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is FormatException or JsonException or ArgumentException)
        {
            throw Invalid(path, what, exception);
        }
    }

    /// <summary>Returns the failure of a file with invalid content.</summary>
    public static UsageException Invalid(string path, string what, Exception exception)
    {
        var message = exception switch
        {
            ArgumentException argument => ErrorText.MessageOf(argument),
            JsonException json => MessageOf(json),
            _ => exception.Message,
        };
        return new($"The {what} {ErrorText.Clean(path, int.MaxValue)} is invalid: {message}", exception);
    }

    // .NET counts lines from 0.
    private static string MessageOf(JsonException exception) =>
        exception.LineNumber is { } line
            ? string.Create(
                CultureInfo.InvariantCulture, $"{exception.Path ?? "$"}, line {line + 1}: {exception.Message.Split(" Path: ")[0]}")
            : exception.Message;
}
