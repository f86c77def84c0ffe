using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stopinator;

namespace SchedulePreviewSample;

/// <summary>Reads the command line, and turns failures into a line and an exit code.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args, Func<Settings, CancellationToken, Task<int>> run)
    {
        var file = new Option<string>("--file")
        {
            Description = "A JSON file of instances and schedules. Of a live endpoint, its schedules alone are used.",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "fleet.json"),
        };
        var tagKey = new Option<string>("--tag-key") { Description = "The key of the tag that holds a schedule or its name.", DefaultValueFactory = _ => "stopinator:schedule" };
        var endpoint = new Option<Uri?>("--endpoint")
        {
            Description = "An EC2 endpoint, e.g. http://127.0.0.1:5577. Instances are described, nothing else.",
            CustomParser = result => Parse(result, text => new Uri(text, UriKind.Absolute)),
        };
        var region = new Option<string?>("--region") { Description = "A region of your AWS account. Instances are described, nothing else." };
        var profile = new Option<string?>("--profile") { Description = "A profile of your AWS configuration." };
        var selector = new Option<InstanceSelector>("--selector")
        {
            Description = "Which instances of the endpoint, e.g. \"tag:Env=dev\". Default: all.",
            CustomParser = result => Parse(result, InstanceSelector.Parse),
            DefaultValueFactory = _ => InstanceSelector.All,
        };
        var at = new Option<DateTimeOffset>("--at")
        {
            Description = "The instant, with its offset, e.g. 2026-11-20T21:30+01:00. Default: now.",
            CustomParser = result => ParseInstant(result),
            DefaultValueFactory = _ => TimeProvider.System.GetUtcNow(),
        };
        var calendarWeek = new Option<bool>("--calendar-week")
        {
            Description = "Shows Monday to Sunday of that instant, rather than seven days from its day.",
        };
        var whatIf = new Option<string[]>("--what-if") { Description = "A tag of an instance that is made up, <key>=<value>; may be repeated. Explains what would be asked of it." };
        var html = new Option<string?>("--html") { Description = "Writes a page for a browser to this file." };

        var command = new RootCommand("Shows what the schedules in tags ask for in seven days, and why. It changes nothing.")
        {
            file, tagKey, endpoint, region, profile, selector, at, calendarWeek, whatIf, html,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Console.OutputEncoding = Encoding.UTF8;
            try
            {
                var tags = (parsed.GetValue(whatIf) ?? []).Select(tag => tag.Split('=', 2)).ToDictionary(tag => tag[0], tag => tag.Length == 2 ? tag[1] : "", StringComparer.Ordinal);
                return await run(
                    new Settings(
                        parsed.GetValue(file)!, parsed.GetValue(tagKey)!, parsed.GetValue(endpoint), parsed.GetValue(region), parsed.GetValue(profile),
                        parsed.GetValue(selector)!, parsed.GetValue(at), parsed.GetValue(calendarWeek), tags, parsed.GetValue(html)),
                    cancellationToken);
            }
            catch (Exception exception) when (exception is Ec2Exception or OperationCanceledException or IOException or UnauthorizedAccessException or JsonException or FormatException or Microsoft.Extensions.Options.OptionsValidationException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return 1;
            }
        });
        return command.Parse(args).InvokeAsync();
    }

    private static DateTimeOffset ParseInstant(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            result.AddError($"'{text}' is no instant; write one such as 2026-11-20T21:30+01:00 or 2026-11-20T20:30Z.");
        }

        return instant;
    }

    private static T? Parse<T>(ArgumentResult result, Func<string, T> parse)
        where T : class
    {
        try
        {
            return parse(result.Tokens.Single().Value);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }
}
