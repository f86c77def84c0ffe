using System.CommandLine;
using System.CommandLine.Parsing;
using Stopinator;

namespace Quickstart;

/// <summary>Reads the command line, and turns failures into a line and an exit code.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args, Func<Settings, CancellationToken, Task<int>> run)
    {
        var endpoint = new Option<Uri?>("--endpoint")
        {
            Description = "An EC2 endpoint, e.g. http://127.0.0.1:5577. Only plans unless --apply is given.",
            CustomParser = result => Parse(result, text => new Uri(text, UriKind.Absolute)),
        };
        var region = new Option<string?>("--region") { Description = "A region of your AWS account. Only plans unless --apply is given." };
        var profile = new Option<string?>("--profile") { Description = "A profile of your AWS configuration. Only plans unless --apply is given." };
        var selector = new Option<InstanceSelector?>("--selector")
        {
            Description = "Which instances, e.g. \"tag:Env=dev and tag:Name~web-*\".",
            CustomParser = result => Parse(result, InstanceSelector.Parse),
        };
        var apply = new Option<bool>("--apply") { Description = "Really stop and start them." };

        var command = new RootCommand("Plans, stops and starts EC2 instances; without options on an EC2 endpoint inside this process.") { endpoint, region, profile, selector, apply };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await run(
                    new Settings(parsed.GetValue(endpoint), parsed.GetValue(region), parsed.GetValue(profile), parsed.GetValue(selector), parsed.GetValue(apply)),
                    cancellationToken);
            }
            catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException or OperationCanceledException or Microsoft.Extensions.Options.OptionsValidationException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return 1;
            }
        });
        return command.Parse(args).InvokeAsync();
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
