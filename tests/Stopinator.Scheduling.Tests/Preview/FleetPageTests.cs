using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>The page: well-formed, closed to what stands in tags, and usable without a mouse.</summary>
public sealed class FleetPageTests
{
    /// <summary>Hostile values of a tag.</summary>
    public static TheoryData<string> HostileValues { get; } = new()
    {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></style></svg><script>alert(1)</script>",
        "' onmouseover='alert(1)",
        "]]><!-- & &amp; &#60;script&#62;",
        "a\u0000b\u0008c\u001bd\uFFFEe\u202Ef",
        "\uD800 alone \uDC00",
    };

    [Fact]
    public void ToHtml_OfAFleet_IsWellFormedAndComplete()
    {
        var page = Parse(SomeFleet.PreviewOfAllKinds().ToHtml("The week of the fleet"));

        Assert.Equal("The week of the fleet", page.Descendants("h1").Single().Value);
        Assert.Equal(2, page.Descendants("article").Count());
        Assert.Equal(3, page.Descendants("svg").Count());
        Assert.Equal(["40.9 %", "206 h", "3", "1"], page.Descendants("strong").Select(tile => tile.Value));
        Assert.All(["i-1", "i-2", "i-3", "i-4", "i-5"], id => Assert.Single(page.Descendants("code"), code => code.Value == id));
        Assert.Contains("Did you mean 'office-hours'?", Section(page, "attention"), StringComparison.Ordinal);
        Assert.Contains("left alone: its tags name no schedule", Section(page, "none"), StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_WithoutInstances_IsWellFormed() => Assert.Empty(Parse(SomeFleet.Preview().ToHtml()).Descendants("svg"));

    [Theory]
    [MemberData(nameof(HostileValues))]
    public void ToHtml_OfHostileTags_HoldsThemAsText(string value)
    {
        // Where a value can stand: the title, a name, a tag that cannot be read, and the names in another tool's schedules.
        string PageWith(string text) => FleetPreview.OfWeek(
            [SomeFleet.Instance("i-1", schedule: null, text), SomeFleet.Instance("i-2", text, text)],
            tags => tags.TryGetValue("Schedule", out var tag)
                ? SomeFleet.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["Schedule"] = $"? {tag}" })
                : OtherTools(text),
            SomeFleet.FridayNight).ToHtml(text);

        var html = PageWith(value);

        // The same elements with the same attributes as with a harmless value: no value has become markup.
        Assert.Equal(Shape(PageWith("harmless")), Shape(html));
        Assert.DoesNotContain(html, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202E', html);
    }

    [Fact]
    public void ToHtml_OfAFleet_NeedsNoScriptAndNoRequest()
    {
        var page = Parse(SomeFleet.PreviewOfAllKinds().ToHtml());

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "form");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "src" or "style");
        Assert.Equal(["#schedules"], page.Descendants().Attributes("href").Select(link => link.Value));
        Assert.StartsWith("default-src 'none'", page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page.Descendants("style").Single().Value, StringComparison.Ordinal);

        // A style sheet in a page is not unescaped.
        Assert.DoesNotContain(page.Descendants("style").Single().Value, character => character is '<' or '>' or '&');
    }

    [Fact]
    public void ToHtml_OfAFleet_IsReachableByKeyboardAndInWords()
    {
        var page = Parse(SomeFleet.PreviewOfAllKinds().ToHtml());

        Assert.All(page.Descendants("details"), details => Assert.Equal("summary", details.Elements().First().Name.LocalName));
        Assert.All(page.Descendants("svg"), drawing => Assert.NotEmpty(drawing.Attribute("aria-label")!.Value));
        Assert.All(
            page.Descendants().Where(element => (string?)element.Attribute("class") == "frame"),
            frame => Assert.Equal("0", frame.Attribute("tabindex")!.Value));
        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
    }

    [Fact]
    public void ToHtml_OfANightOnWhichClocksChange_DrawsTheSecondPassInTheLowerHalf()
    {
        var page = Parse(FleetPreview.OfWeek([SomeFleet.Instance("i-1", "mon-sun 01:00-02:30 Europe/Paris")], SomeFleet.Read, new(2026, 10, 25, 12, 0, 0, TimeSpan.Zero)).ToHtml());

        var second =
            page.Descendants("rect").Where(rectangle => rectangle.Value.Contains("the second time", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["Sun 25 Oct 02:00-02:30, the second time: running", "Sun 25 Oct 02:30-03:00, the second time: stopped"],
            second.Select(rectangle => rectangle.Value));
        Assert.All(second, rectangle => Assert.Equal(12, double.Parse(rectangle.Attribute("height")!.Value, CultureInfo.InvariantCulture)));
        Assert.Contains("25 h: clocks go back", page.Root!.Value, StringComparison.Ordinal);
    }

    private static PowerSchedule OtherTools(string name) => InstanceSchedulerNotation.Parse(JsonSerializer.Serialize(
        new { name, timezone = "UTC", periods = new[] { new { name, begintime = "09:00", endtime = "17:00" } } }));

    private static XDocument Parse(string html) => XDocument.Parse(html);

    private static string Section(XDocument page, string id) =>
        page.Descendants("section").Single(section => (string?)section.Attribute("id") == id).Value;

    private static List<string> Shape(string html) =>
        [.. Parse(html).Descendants().Select(element => $"{element.Name} {string.Join(' ', element.Attributes().Select(attribute => attribute.Name))}")];
}
