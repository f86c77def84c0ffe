using System.Text.Json;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>
/// Options that contradict each other write nothing. Values that cannot work, and that <see cref="MisspelledOptionsTests"/> does not have,
/// generate nothing but a page that says why: the template engine takes a pattern for a value only when it writes.
/// </summary>
public sealed class InvalidOptionsTests(Scratch scratch)
{
    [Theory]
    [InlineData(
        "--instance-tag Env|--days MON,FRY|--time-zone europe/paris|--region Ireland|--kms-key-arn arn:aws:kms|--notify-email ops"
        + "|--order-tag a=b",
        "--instance-tag", "--days", "--time-zone", "--region", "--kms-key-arn", "--notify-email", "--order-tag")]
    [LongInlineData("--instance-tag Env=dev|--stop 7:00|--start 07:00", "--stop")]
    [LongInlineData("--instance-tag Env=dev|--stop NONE", "--stop")]
    [LongInlineData("--instance-tag Env=dev|--mode tags|--schedules-from ssm:/", "--schedules-from")]
    [LongInlineData("--instance-tag Env=dev|--events kinesis", "--events")]
    [LongInlineData("--instance-tag Env=dev|--report-destination arn:aws:s3:::reports", "--report-destination")]
    [LongInlineData("--instance-tag Env=dev|--report-destination arn:aws:sqs:eu-west-1:123456789012:reports.fifo", "--report-destination")]
    [LongInlineData("--instance-tag Env=dev|--infra serverless|--selector tag:Team=${self:service}", "--selector")]
    [LongInlineData("--instance-tag Env=dev|--events state-change,state-change", "--events state-change")]
    [LongInlineData("--instance-tag Env=dev|--notify-reports|--contradiction-7 all-the-same", "--notify-reports")]
    [LongInlineData("--instance-tag Env=dev|--targets|--events alarm,alarm", "--events")]
    [InlineData("--instance-tag Env=dev|--infra cdk|--selector tag:Team={{resolve:ssm:x}}", "--selector")]
    public async Task Generate_OptionsThatCannotWork_SaysSoAndFails(string arguments, params string[] named)
    {
        var folder = Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"));

        var result = await scratch.Clone.TryAsync(["stopinator-lambda", "--output", folder, .. arguments.Split('|').SelectMany(option => option.Split(' '))]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("NOTHING WAS GENERATED", result.Output, StringComparison.Ordinal);
        var page = Assert.Single(Directory.GetFileSystemEntries(folder));
        Assert.Equal(named, File.ReadAllLines(page).Where(line => line.StartsWith("- `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));
    }

    [Theory]
    [InlineData("--time-zone", "--trigger", "--trigger rule|--time-zone Europe/Paris")]
    [LongInlineData("--packaging image", "--infra", "--infra terraform|--packaging image")]
    [LongInlineData("--trigger rule", "--infra", "--infra cli|--trigger rule")]
    [LongInlineData("--http-api", "--infra", "--infra serverless|--http-api")]
    [LongInlineData("--schedules-from", "--mode tags", "--schedules-from ssm:/power/schedules")]
    [LongInlineData("--events state-change", "--mode tags", "--events sqs,state-change")]
    [LongInlineData("--targets", "--events alarm or state-change", "--events alarm|--targets")]
    [InlineData("--targets", "--events alarm or state-change", "--mode tags|--events sqs,state-change|--targets")]
    [LongInlineData("--notify-reports", "--notify-email", "--notify-reports")]
    [LongInlineData(
        "--notify-reports", "--report-destination",
        "--notify-email ops@example.com|--notify-reports|--report-destination arn:aws:sns:eu-west-1:123456789012:reports")]
    public async Task Generate_OptionsThatContradictEachOther_NamesBothAndTheWayOutAndWritesNothing(string one, string other, string options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"))).FullName;

        var result = await scratch.Clone.TryAsync(
            ["stopinator-lambda", "--output", folder, "--instance-tag", "Env=dev", .. options.Split('|').SelectMany(option => option.Split(' '))]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Assert.DoesNotContain("created successfully", result.Output, StringComparison.Ordinal);
        Assert.Matches($"'{one} (and {other}.* contradict each other|needs {other}) since [^']+', '(leave out|add) --[^']+'", result.Output);
    }

    // A condition on an option knows no patterns, so it has each list.
    [Theory]
    [InlineData("--events", 49, "mode != \"tags\"", "state-change")]
    [InlineData("--targets", 60, "targets", "alarm", "state-change")]
    public void Contradiction_OfEvents_HasEveryListWithThem(string option, int count, string when, params string[] contradicting)
    {
        using var template = JsonDocument.Parse(Repository.Read(".template.config/template.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var condition = template.RootElement.GetProperty("symbols").EnumerateObject()
            .Single(symbol => symbol.Name.StartsWith(option, StringComparison.Ordinal))
            .Value.GetProperty("isRequired").GetString()!;

        string[] events = ["sqs", "sns", "alarm", "state-change"];
        IEnumerable<string[]> lists = [[]];
        var all = new List<string>();
        for (var length = 1; length <= events.Length; length++)
        {
            lists = [.. lists.SelectMany(list => events.Except(list).Select(more => (string[])[.. list, more]))];
            all.AddRange(lists.Where(list => list.Intersect(contradicting).Any()).Select(list => string.Join(',', list)));
        }

        Assert.Equal(count, all.Count);
        var one = string.Join(" || ", all.Order(StringComparer.Ordinal).Select(list => $"events == \"{list}\""));
        Assert.Equal($"({when} && ({one}))", condition);
    }

    [Theory]
    [LongInlineData("--instance-tag")]
    [InlineData("--packaging", "--instance-tag", "Env=dev", "--packaging", "tar")]
    [LongInlineData("--only-stopped-within", "--instance-tag", "Env=dev", "--only-stopped-within", "some")]
    public async Task Generate_OptionsThatDotNetRefuses_WritesNothing(string named, params string[] arguments)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"))).FullName;

        var result = await scratch.Clone.TryAsync(["stopinator-lambda", "--output", folder, .. arguments]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(named, result.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("tagIsValid", "Env=dev|Cost Center=R D=1|team:env/x=a.b+c@d-e_f|Größe=klein", "Env|Env=|=dev|Env=dev'|環境=dev|Env=a,b|Env=${x}|aws:cloudformation:stack-name=x|Env=\"a\"|Env=a\\b")]
    [InlineData("stopIsValid", "20:00|7:05|00:00|23:59|none", "24:00|7am|20:60|20|20:0|never|")]
    [InlineData("startIsValid", "20:00|7:05|00:00|23:59|none", "24:00|7am|20:60|20|20:0|never|")]
    [InlineData("daysAreValid", "MON-FRI|sun-thu|MON,WED,FRI|MON-TUE,THU-SAT|MON-SUN|SUN", "FRI-MON|MO-FR|MON-MON|1-5|*|weekdays|MON,|SAT-SUN|")]
    [InlineData("timeZoneIsValid", "UTC|Europe/Paris|America/Argentina/Buenos_Aires|Etc/GMT+1|CET|EST|GMT", "CET+1|Europe/|Europe/Pari|europe/paris|Paris time|")]
    [InlineData("regionIsValid", "|eu-west-1|us-gov-west-1|ap-southeast-3|cn-north-1", "Ireland|eu-west|euwest1|eu-west-1a")]
    [InlineData("kmsKeyIsValid", "|" + Combinations.KmsKey + "|arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-0a1b", "alias/volumes|0a1b|arn:aws:kms:eu-west-1:123456789012:alias/volumes|*")]
    [InlineData("eventsAreValid", "|sqs|sns,alarm|state-change|alarm,alarm|sqs,sns,alarm,state-change", "all|SQS|sqs,|,sqs|sqs alarm|sqs;alarm|statechange")]
    [InlineData(
        "reportDestinationIsValid",
        "|arn:aws:sqs:eu-west-1:123456789012:a_B-1|arn:aws-cn:sns:cn-north-1:123456789012:a|arn:aws:events:eu-west-1:123456789012:event-bus/default"
            + "|arn:aws:events:eu-west-1:123456789012:event-bus/aws.partner/a.b/1|arn:aws:lambda:eu-west-1:123456789012:function:a|arn:aws:lambda:eu-west-1:123456789012:function:a:live",
        "reports|arn:aws:s3:::bucket|arn:aws:kinesis:eu-west-1:123456789012:stream/a|arn:aws:sqs:eu-west-1:123456789012:a.fifo|arn:aws:sns:eu-west-1:123456789012:a.fifo"
            + "|arn:aws:sqs:eu-west-1:12345678901:a|arn:aws:sqs:eu-west-1:123456789012:|arn:aws:events:eu-west-1:123456789012:rule/a|arn:aws:sns:eu-west-1:123456789012:a:0a1b"
            + "|arn:aws:lambda:eu-west-1:123456789012:function:a:b:c|arn:aws:sqs:eu-west-1:123456789012:*|https://sqs.eu-west-1.amazonaws.com/123456789012/a")]
    [InlineData("emailIsValid", "|ops@example.com|a+b@mail.example.com|_a.b-c@x-y.example.com", "a${b}@example.com|a%{b}@example.com|*a@example.com|-a@example.com|a@-|a@b..c|ops|ops@example|a b@example.com|o'ps@example.com")]
    public void Pattern_OfAnOption_TakesWhatWorksAndNothingElse(string symbol, string good, string bad)
    {
        using var template = JsonDocument.Parse(Repository.Read(".template.config/template.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var pattern = template.RootElement.GetProperty("symbols").GetProperty(symbol).GetProperty("parameters").GetProperty("pattern").GetString()!;

        Assert.All(good.Split('|'), value => Assert.Matches(pattern, value));
        Assert.All(bad.Split('|'), value => Assert.DoesNotMatch(pattern, value));
        Assert.All(good.Split('|'), value => Assert.DoesNotMatch(pattern, value + "\n"));
    }
}
