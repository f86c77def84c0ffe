using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Configuration;

/// <content>The accounts and regions.</content>
internal sealed partial class SettingsReader
{
    private IPowerTargetsSource? Targets()
    {
        if (Text(Setting.Targets) is not { } text)
        {
            return null;
        }

        if (!TargetsFeature.IsSupported)
        {
            _problems.Add(
                $"{Setting.Targets} is set, and this program was published without the code for targets, which trimmed and native programs "
                + $"leave out. Set <{TargetsFeature.Property}>true</{TargetsFeature.Property}> in the project.");
            return null;
        }

        if (text.StartsWith('{') || _sources is null)
        {
            return FixedTargetsOf(text);
        }

        try
        {
            return _sources.Targets(text);
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{Setting.Targets}: {ErrorText.MessageOf(exception)}");
            return null;
        }
    }

    // Accepts the JSON itself, or a file beside the function.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every reason that keeps the file from being read is reported.")]
    private FixedTargets? FixedTargetsOf(string text)
    {
        if (IsInAws(text))
        {
            _problems.Add(
                $"{Setting.Targets} is {ErrorText.Quote(text)}, and this program reads no targets from AWS. Refer to the package "
                + "Stopinator.Scheduling.Sources, and run StopinatorFunction.RunAsync(args, schedules: new ScheduleSources()).");
            return null;
        }

        try
        {
            var targets = PowerTargets.Parse(
                text.StartsWith('{') ? text : File.ReadAllText(Path.Combine(AppContext.BaseDirectory, text)));
            CheckSchedulesOf(targets);
            return new FixedTargets(targets);
        }
        catch (JsonException exception)
        {
            _problems.Add($"{Setting.Targets}: {exception.Message}");
        }
        catch (Exception exception)
        {
            _problems.Add(
                $"{Setting.Targets} is {ErrorText.Quote(text)}; it takes JSON, or the path of a file beside the function: "
                + exception.Message);
        }

        return null;
    }

    private void CheckSchedulesOf(PowerTargets targets)
    {
        if (_sources is null && targets.Accounts.FirstOrDefault(account => account.Schedules is not null) is { } account)
        {
            _problems.Add(
                $"{Setting.Targets} gives {account} schedules of its own, {ErrorText.Quote(account.Schedules)}, and this program opens no "
                + "sources of schedules. Refer to the package Stopinator.Scheduling.Sources, and run "
                + "StopinatorFunction.RunAsync(args, schedules: new ScheduleSources()).");
        }
    }

    private static bool IsInAws(string text) =>
        text.StartsWith("ssm:", StringComparison.Ordinal) || text.StartsWith("s3:", StringComparison.Ordinal);
}
