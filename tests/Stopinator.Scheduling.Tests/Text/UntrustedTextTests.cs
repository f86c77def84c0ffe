using Microsoft.Extensions.Options;

namespace Stopinator.Scheduling.Tests.Text;

/// <summary>Messages hold what others wrote only cleaned and shortened.</summary>
[Trait("Finding", "21")]
public sealed class UntrustedTextTests
{
    private const int Longest = 2_000;

    /// <summary>Hostile texts in the place of a name, a tag, a zone or JSON.</summary>
    private static readonly string[] Texts =
    [
        "office-\0hours", "\u001b]0;title\a\u001b[31m", "a\r\nb\u2028c\u2029d", "\u202Esruoh\u2066", "\uD800", "x\uDC00y", "\u009B31m", "\uFEFFoffice", new('a', 10_000), new('\u202E', 10_000), new('9', 10_000),
    ];

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, Texts.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Messages_AboutUntrustedText_ArePrintableAndShort(int index)
    {
        var text = Texts[index];
        var json = System.Text.Json.JsonSerializer.Serialize(text);

        // Half a surrogate pair does not survive the serializer; it is written as it may stand in JSON.
        json = text.Contains('\uD800', StringComparison.Ordinal) ? "\"\\uD800\"" : json;
        Check(() => PowerSchedule.Parse(text));
        Check(() => PowerSchedule.Parse($"mon-fri {text}"));
        Check(() => PowerSchedule.Parse($"mon-fri 07:00-20:00 {text}"));
        Check(() => PowerSchedule.Parse($"mon-fri 07:00-20:00 Europe/{text}"));
        Check(() => PowerSchedule.Parse($"mon; {text} until 2026-11-21T22:00Z UTC"));
        Check(() => PowerSchedule.Parse($"mon; 2026-12-25 {text} UTC"));
        Check(() => PowerSchedule.Parse("mon", text));
        Check(() => ScheduleWindow.Parse(text));
        Check(() => SpecialDay.Parse(text));
        Check(() => ScheduleDays.Parse(text));
        Check(() => new CustodianOffHoursPolicy().Read($"off=(m-f,{text});tz={text}"));
        Check(() => new CustodianOffHoursPolicy().Read($"{text}=(m-f,7)"));
        Check(() => ScheduleCatalog.Parse(text));
        Check(() => ScheduleCatalog.Parse($$$$"""{"schedules":{{{{{json}}}}:"24x7"}}"""));
        Check(() => ScheduleCatalog.Parse($$$$"""{{{{{json}}}}:1}"""));
        Check(() => ScheduleCatalog.Parse($$$$"""{"schedules":{"a":{{{{json}}}}}}"""));
        Check(() => ScheduleCatalog.Parse($$$$"""{"timeZone":{{{{json}}}},"schedules":{}}"""));
        Check(() => ScheduleCatalog.Parse($$$$"""{"timeZone":"UTC","schedules":{"a":{"windows":[],"calendars":[{{{{json}}}}]}}}"""));
        Check(() => InstanceSchedulerNotation.Parse(text));
        Check(() => InstanceSchedulerNotation.Parse($$$$"""{"override_status":{{{{json}}}}}"""));
        Check(() => InstanceSchedulerNotation.Parse($$$$"""{"periods":[{{{{json}}}}]}"""));
        foreach (var field in new[] { "begintime", "weekdays", "monthdays", "months", "name", text })
        {
            Check(() => InstanceSchedulerNotation.Parse($$$$"""{"periods":[{{{{{System.Text.Json.JsonSerializer.Serialize(field)}}}}:{{{{json}}}}}]}"""));
        }

        Check(
            () => InstanceSchedulerNotation.Parse($$$$"""{"periods":[{"name":"p","monthdays":"{{{{new string('0', 10_000)}}}}20-10"}]}"""));
        Check(() => InstanceSchedulerNotation.Parse($$$$"""{"periods":[{"name":"p","weekdays":"*/{{{{new string('1', 10_000)}}}}"}]}"""));
        Check(() => InstanceSchedulerNotation.ParseCatalog($$$$"""{"Items":[{"type":{{{{json}}}},"name":"x"}]}"""));
    }

    [Fact]
    public void Suggestions_OfNamesThatOthersGave_AreQuoted()
    {
        var catalog = InstanceSchedulerNotation.ParseCatalog("""{"periods":[{"name":"office-\u0000hours","weekdays":"mon"}],"schedules":[{"name":"uk\u001b[2J","periods":["office-\u0000hours"]}]}""");

        var unknown = Assert.Throws<UnknownScheduleException>(() => catalog.Resolve("uk[2J"));
        Assert.Equal("There is no schedule named 'uk[2J'. Did you mean 'uk\\u001B[2J'? Known are uk\\u001B[2J.", unknown.Message);
        AssertPrintable(catalog.Schedules.Single().Value.ToString());
        AssertPrintable(catalog.Schedules.Single().Value.DesiredStateAt(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)).Why);

        var wrong = Assert.Throws<ScheduleFormatException>(() => InstanceSchedulerNotation.ParseCatalog(
            """{"periods":[{"name":"office-\u0000hours","weekdays":"mon"}],"schedules":[{"name":"uk","periods":["office-hours"]}]}"""));
        Assert.Contains("Did you mean 'office-\\u0000hours'?", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_OfHostileTags_IsPrintable()
    {
        var answer = InstancePreview.WhatIf(
            new("i-1\u001b[2J", new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = "\u202Emon" }), new ScheduledPowerOptions(), new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

        AssertPrintable(answer.ToString());
        AssertPrintable(answer.Explanation);
    }

    private static void Check(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is ScheduleFormatException or UnknownScheduleException or ArgumentException or OptionsValidationException)
        {
            AssertPrintable(exception.Message);
            Assert.InRange(exception.Message.Length, 1, Longest);
        }
    }

    private static void AssertPrintable(string text) => Assert.DoesNotContain(
        text, character => char.IsControl(character) || char.IsSurrogate(character) || character is '\u202E' or '\u2028' or '\u2029' or '\u2066' or '\uFEFF');
}
