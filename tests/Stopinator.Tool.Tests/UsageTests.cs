using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>Wrong command lines: each gets a message with the value, the rule and the way out, and the exit code 2.</summary>
public sealed class UsageTests
{
    private const string Formats = "it takes table, json, markdown, ids.";
    private const string Columns = "it takes id, name, type, zone, state, since, schedule, or tag:<key>.";
    private const string Instant = "it takes an instant with its offset, such as 2026-11-20T21:30+01:00 or 2026-11-20T20:30Z.";
    private const string Time =
        "it takes hours, minutes and seconds such as 01:30:00, or a number and a unit such as 45s, 90m, 16h, 3d, above zero, up to a year.";
    private const string Rules =
        "it takes auto-scaling-group, spot, instance-store-root, managed-by-service, protected-by-tag, with commas between them.";
    private const string Margin =
        "it takes more than the 10 s that are kept for the last answer and the report (Execution.DeadlineMargin). Give it 30s or more.";
    private const string Years = "it takes an instant of the years 2000 to 2100 in UTC.";

    /// <summary>The command line, with | between its words, and the first line of the message.</summary>
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "", "No command is named; there are find, plan, stop, start, reboot, apply, undo, reconcile, schedule, preview, explain, iam, convert, local-ec2." },
        { "fnd|all", "'fnd' is not a command; there are find, plan, stop, start, reboot, apply, undo, reconcile, schedule, preview, explain, iam, convert, local-ec2. Did you mean 'find'?" },
        { "terminate|all", "'terminate' is not a command; there are find, plan, stop, start, reboot, apply, undo, reconcile, schedule, preview, explain, iam, convert, local-ec2." },
        { "plan", "No command is named; there are stop, start, reboot." },
        { "plan|stpo|all", "'stpo' is not a command; there are stop, start, reboot. Did you mean 'stop'?" },
        { "schedule|chek|off", "'chek' is not a command; there are check, show. Did you mean 'check'?" },
        { "find", "'stopinator find' needs SELECTOR, e.g. stopinator find \"tag:Env=dev and instance-state-name=running\"" },
        { "stop", "'stopinator stop' needs SELECTOR, e.g. stopinator stop tag:Env=dev --out report.json" },
        { "plan|reboot", "'stopinator plan reboot' needs SELECTOR, e.g. stopinator plan reboot \"tag:Env=dev except tag:KeepRunning\"" },
        { "explain", "'stopinator explain' needs INSTANCE, e.g. stopinator explain i-0123456789abcdef0" },
        { "schedule|show", "'stopinator schedule show' needs TEXT, e.g. stopinator schedule show \"mon-fri 07:00-20:00 Europe/Paris\" --from 2026-11-20T21:30+01:00" },
        { "schedule|check", "'stopinator schedule check' takes either a TEXT or --file, e.g. stopinator schedule check \"mon-fri 07:00-20:00; dec25 off Europe/Paris\"" },
        { "schedule|check|off|--file|f.json", "'stopinator schedule check' takes either a TEXT or --file, e.g. stopinator schedule check \"mon-fri 07:00-20:00; dec25 off Europe/Paris\"" },
        { "stop|tag:Env=dev|except|tag:Keep", "'except' is one argument too many; put a value with blanks in quotes." },
        { "stop|Env=dev", "The selector 'Env=dev' is malformed at position 0: 'Env' is not the name of an EC2 filter. Did you mean 'tag:Env'?" },
        { "find|i-0123456789abcdef0", "The selector 'i-0123456789abcdef0' is malformed at position 0: an id is written 'id=i-0123456789abcdef0'." },
        { "find|tag:Env=dev and", "The selector 'tag:Env=dev and' is malformed at position 15: it ends where a condition is expected." },
        { "find|", "The selector '' is malformed at position 0: it is empty. Every instance is 'all'." },
        { "stop|all|--regoin|eu-west-1", "'--regoin' is not an option of 'stopinator stop'. Did you mean '--region'?" },
        { "stop|--force|all", "'--force' is not an option of 'stopinator stop'." },
        { "plan|stop|all|--dry-run", "'--dry-run' is not an option of 'stopinator plan stop'." },
        { "start|all|--stop-mode|force", "'--stop-mode' is not an option of 'stopinator start'." },
        { "reboot|all|--await|state", "'--await' is not an option of 'stopinator reboot'." },
        { "plan|stop|all|--await|state", "'--await' is not an option of 'stopinator plan stop'." },
        { "start|all|--await|running", "--await is 'running'; it takes state, nothing, status-checks." },
        { "stop|all|--order-group-tag|team", "--order-group-tag is 'team' without --order-tag, the tag with the number of an instance's wave." },
        { "stop|all|--order-tag|", "--order-tag is ''; it takes the key of a tag, such as stopinator:wave." },
        { "reboot|all|--order-tag|wave", "'--order-tag' is not an option of 'stopinator reboot'." },
        { "stop|all|--output|xml", $"--output is 'xml'; {Formats}" },
        { "stop|all|-o|jsn", $"--output is 'jsn'; {Formats} Did you mean 'json'?" },
        { "preview|-o|ids", "'stopinator preview' has no output as ids; it has table, json." },
        { "schedule|check|off|-o|json", "'stopinator schedule check' has no output as json; it has table." },
        { "stop|all|--endpoint|localhost:5577", "--endpoint is 'localhost:5577'; it takes a URL such as http://127.0.0.1:5577." },
        { "stop|all|--scope|Env", "The selector 'Env' is malformed at position 3: '=' and a value are expected after 'Env'." },
        { "stop|all|--stop-mode|hibernat", "--stop-mode is 'hibernat'; it takes normal, hibernate, skip-os-shutdown, force. Did you mean 'hibernate'?" },
        { "stop|all|--hibernation-fallback|stop-normally", "--hibernation-fallback is stop-normally, which only --stop-mode hibernate takes." },
        { "start|all|--stopped-within|16", $"--stopped-within is '16'; {Time}" },
        { "stop|all|--timeout|0s", $"--timeout is '0s'; {Time}" },
        { "stop|all|--allow|spott", $"--allow is 'spott'; {Rules} Did you mean 'spot'?" },
        { "stop|all|--max-instances|-1", "--max-instances is '-1'; it takes a whole number from 0 to 2147483647." },
        { "stop|all|--max-instances", "--max-instances needs a value: More instances to act on refuse the run. Default: 1000." },
        { "stop|all|--region|a|--region|b", "--region is given 2 times; give it once." },
        { "find|all|--columns|nam", $"--columns has 'nam'; {Columns} Did you mean 'name'?" },
        { "find|all|--columns|tag:", $"--columns has 'tag:'; {Columns}" },
        { "find|all|--watch", "--watch needs a terminal and the output as table." },
        { "stop|all|--timeout|1s", $"--timeout is 1 s; {Margin}" },
        { "start|all|--timeout|10s", $"--timeout is 10 s; {Margin}" },
        { "schedule|show|off|--from|0001-01-01T00:00Z", $"--from is '0001-01-01T00:00Z'; {Years}" },
        { "schedule|show|off|--from|9999-12-31T23:59Z", $"--from is '9999-12-31T23:59Z'; {Years}" },
        { "preview|--at|0001-01-01T00:00Z", $"--at is '0001-01-01T00:00Z'; {Years}" },
        { "preview|--calendar-week|--at|9999-12-31T23:59Z", $"--at is '9999-12-31T23:59Z'; {Years}" },
        { "reconcile|--plan|--at|0001-01-01T00:00Z", $"--at is '0001-01-01T00:00Z'; {Years}" },
        { "reconcile|--at|2026-11-20T21:30", $"--at is '2026-11-20T21:30'; {Instant}" },
        { "preview|--at|tomorrow", $"--at is 'tomorrow'; {Instant}" },
        { "preview|--what-if|mon-fri 7-20", "The schedule 'mon-fri 7-20' is malformed at position 8: '7-20' is not understood. Hours are written 07:00-20:00, days of the month 'day 1-7'." },
        { "schedule|show|off|--days|0", "--days is '0'; it takes a whole number from 1 to 366." },
        { "iam|tag:Env=dev|--actions|stopp", "--actions is 'stopp'; it takes start, stop, reboot, with commas between them. Did you mean 'stop'?" },
        { "iam|tag:Env=dev|--account|12", "'12' is not an account: those have 12 digits, e.g. 111122223333." },
        { "local-ec2|--port|70000", "--port is '70000'; it takes a whole number from 0 to 65535." },
        { "local-ec2|--instances|many", "--instances is 'many'; it takes a whole number from 0 to 100000." },
        { "local-ec2|--instances|5|--stopped|9", "--stopped is 9 of 5 instances; it takes a whole number from 0 to 5." },
        { "local-ec2|--stopped|21", "--stopped is 21 of 20 instances; it takes a whole number from 0 to 20." },
        { "local-ec2|--seconds|-1", "--seconds is '-1'; it takes a number from 0 to 86400." },
        { "local-ec2|--speed|0", "--speed is '0'; it takes a number above 0 and at most 100000." },
        { "local-ec2|--tag|Env", "--tag is 'Env'; it takes a tag as <key>=<value>, such as Env=dev." },
        { "local-ec2|--rate-limits|half", "--rate-limits is 'half'; The document is not valid JSON:" },
        { "local-ec2|--rate-limits|-1", "--rate-limits is '-1'; $.ec2Defaults: a number from 0 to 1000000 is expected, not -1." },
        { "local-ec2|--fault|{\"action\":\"StopInstances\"}", "--fault is '{\"action\":\"StopInstances\"}'; $: an effect is missing. The effects are throttle, fail," },
        { "local-ec2|--scope|tag:Env=dev", "--scope has no effect on 'stopinator local-ec2'; leave it out." },
        { "local-ec2|--profile|dev|--port|0", "--profile has no effect on 'stopinator local-ec2'; leave it out." },
        { "local-ec2|--endpoint|http://127.0.0.1:5577", "--endpoint has no effect on 'stopinator local-ec2'; leave it out." },
        { "local-ec2|-y", "--yes has no effect on 'stopinator local-ec2'; leave it out." },
        { "local-ec2|--config|other.json", "--config has no effect on 'stopinator local-ec2'; leave it out." },
        { "local-ec2|--verbose", "--verbose has no effect on 'stopinator local-ec2'; leave it out." },
        { "local-ec2|--fleet|f.json|--tag|Env=dev", "--fleet excludes --instances, --stopped and --tag: a file has the number, states and tags itself." },
        { "find|all|--config|nowhere.json", "There is no configuration file" },
        { "find|\u001b[31mall", @"The selector '\u001B[31mall' is malformed" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Run_AWrongCommandLine_SaysWhatIsWrongAndDoesNothing(string line, string message)
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync(line.Length == 0 ? [] : line.Split('|'));

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith(message, result.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Messages);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Theory]
    [InlineData("find|{0}")]
    [InlineData("preview|{0}")]
    [InlineData("plan|stop|{0}")]
    [InlineData("start|{0}|--yes")]
    [InlineData("reconcile|{0}|--yes")]
    [InlineData("iam|{0}")]
    public async Task Run_ASelectorOfTooManyDescribes_SaysWhatIsWrongAndDoesNothing(string line)
    {
        await using var lab = ToolLab.Create();
        var selector = string.Join(" or ", Enumerable.Range(0, 101).Select(i => $"tag:Key{i}=x"));

        var result = await lab.RunAsync([.. line.Split('|').Select(word => word.Replace("{0}", selector, StringComparison.Ordinal))]);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Matches(@"^The selector '\(?tag:Key0=x or .*'\.\.\. \([0-9]+ characters\) takes more than 100 describes: .* Split it into several requests\.\n$", result.Messages);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public void Wrong_Table_HasAtLeastFortyLines() => Assert.InRange(Wrong.Count, 40, 100);

    [Theory]
    [InlineData("{", "Could not parse the JSON file")]
    [InlineData("""{ "Stopinatr": {} }""", "it holds 'Stopinatr'; it takes Stopinator and Schedules. Did you mean 'Stopinator'?")]
    [InlineData("""{ "Stopinator": { "Gards": { "MaxInstances": 5 } } }""", "'Stopinator:Gards'")]
    [InlineData("""{ "Stopinator": { "Guards": { "MaxInstances": "many" } } }""", "many")]
    [InlineData("""{ "Stopinator": { "Scope": "Env=dev" } }""", "Did you mean 'tag:Env'?")]
    [InlineData("""{ "Stopinator": 5 }""", "it holds '5' for 'Stopinator', which is a section of options")]
    [InlineData("""{ "Stopinator": { "Scope": null } }""", "it holds no selector for 'Stopinator:Scope'; it takes a selector as text")]
    [InlineData("""{ "Schedules": "daily" }""", "it holds 'daily' for 'Schedules', which is a section of options")]
    [InlineData("""{ "Schedules": { "Catalogue": "a.json" } }""", "it holds 'Schedules:Catalogue'; the section takes Tag, Catalog, InstanceScheduler, InstanceSchedulerTag, OffHoursTag, OffHoursTimeZone, Mode, Interval, LookBack, OptOutTag, KeepRunningTag, KeepStoppedTag. Did you mean 'Catalog'?")]
    [InlineData("""{ "Schedules": { "Mode": "enforced" } }""", "Schedules:Mode is 'enforced'; it takes enforce, edges. Did you mean 'enforce'?")]
    [InlineData("""{ "Schedules": { "Interval": "5" } }""", "Schedules:Interval is '5'; it takes hours, minutes")]
    [InlineData("""{ "Schedules": { "Catalog": "nowhere.json" } }""", "nowhere.json")]
    public async Task Run_AConfigurationFileWithAMistake_NamesItsPathAndTheReason(string json, string reason)
    {
        await using var lab = ToolLab.Create();
        var path = lab.Write("stopinator.json", json);

        var result = await lab.RunAsync("find", "all");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith($"The configuration file {path} is invalid: ", result.Messages, StringComparison.Ordinal);
        Assert.Contains(reason, result.Messages, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Run_OptionsOutOfBounds_ListsThemAll()
    {
        await using var lab = ToolLab.Create();
        lab.Write("stopinator.json", """{ "Stopinator": { "Guards": { "MaxInstances": -1 }, "Execution": { "MaxBatchSize": 0 } } }""");

        var result = await lab.RunAsync("find", "all");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("MaxInstances", result.Messages, StringComparison.Ordinal);
        Assert.Contains("MaxBatchSize", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AConfigurationFileWithEmptySections_HasTheDefaults()
    {
        await using var lab = ToolLab.Create();
        lab.Write("stopinator.json", """{ "Stopinator": {}, "Schedules": {} }""");

        Assert.Equal(0, (await lab.RunAsync("find", "all")).Code);
    }

    [Fact]
    public async Task Help_OfLocalEc2_HasOnlyOptionsThatApply()
    {
        await using var lab = ToolLab.Create();

        var help = await lab.RunAsync("local-ec2", "--help");
        var other = await lab.RunAsync("stop", "--help");

        Assert.Contains("--region <region>", help.Output, StringComparison.Ordinal);
        foreach (var option in (string[])["--profile", "--endpoint", "--scope", "--config", "--yes", "--verbose"])
        {
            Assert.DoesNotContain(option, help.Output, StringComparison.Ordinal);
            Assert.Contains(option, other.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Help_OfEachCommand_FitsAScreenAndHasAnExample()
    {
        await using var lab = ToolLab.Create();
        string[][] commands =
        [
            ["find"], ["plan", "stop"], ["plan", "start"], ["plan", "reboot"], ["stop"], ["start"], ["reboot"], ["reconcile"],
            ["schedule", "check"], ["schedule", "show"], ["preview"], ["explain"], ["iam"], ["convert", "instance-scheduler"], ["convert", "custodian"], ["local-ec2"],
        ];

        foreach (var command in commands)
        {
            var result = await lab.RunAsync([.. command, "--help"]);

            Assert.Equal(0, result.Code);
            Assert.InRange(result.Output.TrimEnd().Split('\n').Length, 10, 42);
            Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 130));
            Assert.Contains(
                $"Example:\n  stopinator {string.Join(' ', command)}", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }
}
