using System.CommandLine;
using Stopinator.Diagnostics;
using Stopinator.Tool.Output;

namespace Stopinator.Tool.CommandLine;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Region { get; } = new("--region")
    {
        Description = "The AWS region. Default: as for any AWS client.",
        HelpName = "region",
    };

    public Option<string?> Profile { get; } = new("--profile")
    {
        Description = "A profile of the AWS configuration files.",
        HelpName = "profile",
    };

    public Option<Uri?> Endpoint { get; } = new("--endpoint")
    {
        Description = "The URL of an EC2 endpoint, e.g. that of 'stopinator local-ec2'.",
        HelpName = "url",
        CustomParser = Parsers.Url,
    };

    public Option<InstanceSelector?> Scope { get; } = new("--scope")
    {
        Description = "The instances that may be touched at all, e.g. tag:Env=dev.",
        HelpName = "selector",
        CustomParser = Parsers.Selector,
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "A configuration file. Default: stopinator.json of this folder, where it exists.",
        HelpName = "file",
    };

    public Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Description = "table, json, markdown or ids. Default: table.",
        HelpName = "format",
        CustomParser = Parsers.Word<OutputFormat>,
    };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Acts without asking." };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Writes the log of the run to standard error." };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "Writes no colors, as the variable NO_COLOR does." };

    public IReadOnlyList<Option> All => [Region, Profile, Endpoint, Scope, Config, Output, Yes, Verbose, NoColor];

    public GlobalOptions()
    {
        foreach (var option in All)
        {
            option.Recursive = true;
        }

        Output.CompletionSources.Add([.. EnumText.All<OutputFormat>()]);
    }
}
