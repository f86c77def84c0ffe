using System.Text.Json;

namespace Stopinator.Tests.Selection;

public sealed class SelectorJsonTests
{
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 1_000_000 };

    public static TheoryData<string, string> Pairs { get; } = new()
    {
        { """{"all":true}""", "all" },
        { """{"ids":["i-0123456789abcdef0","i-01234567"]}""", "id=i-0123456789abcdef0,i-01234567" },
        { """{"tag":"Owner"}""", "tag:Owner" },
        { """{"tag":"Env","values":["dev","te*st",""]}""", "tag:Env=dev,\"te*st\",\"\"" },
        { """{"tag":"Name","like":["web-*","a\\*b?"]}""", "tag:Name~web-*,a\\*b?" },
        { """{"filter":"instance-type","values":["t3.micro"]}""", "instance-type=t3.micro" },
        { """{"filter":"instance-type","like":["t3.*"]}""", "instance-type~t3.*" },
        { """{"and":[{"tag":"Env","values":["dev"]},{"tag":"Owner"}]}""", "tag:Env=dev and tag:Owner" },
        { """{"or":[{"tag":"A"},{"tag":"B"},{"tag":"C"}]}""", "tag:A or tag:B or tag:C" },
        {
            """{"from":{"all":true},"except":{"or":[{"tag":"A"},{"and":[{"tag":"B"},{"tag":"C"}]}]}}""",
            "all except (tag:A or (tag:B and tag:C))"
        },
    };

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "{}", "empty. Every instance is {\"all\":true}" },
        { "[]", "is an object such as" },
        { "\"tag:Env=dev\"", "The text form is not taken" },
        { "null", "" },
        { """{"all":false}""", "'all' takes true" },
        { """{"tags":"Env"}""", "'tags' is not a property of a selector; those are all, ids, tag" },
        { """{"tags":"Env"}""", "Did you mean 'tag'?" },
        { """{"tag":"Env","values":["dev"],"like":["d*"]}""", "does not have the properties like, tag, values together" },
        { """{"values":["dev"]}""", "does not have the properties values together" },
        { """{"tag":"Env","tag":"Env"}""", "'tag' twice" },
        { """{"tag":7}""", "'tag' takes a string, not '7'." },
        { """{"tag":"Env","values":"dev"}""", "'values' takes an array of strings, not '\"dev\"'" },
        { """{"tag":"Env","values":[1]}""", "'values' takes strings, not '1'" },
        { """{"tag":"Env","values":[]}""", "has no value" },
        { """{"ids":["i-1"]}""", "'i-1' is not an instance id" },
        { """{"ids":[]}""", "no instance id was given" },
        { """{"tag":"Env","like":["*"]}""", "fits every value" },
        { """{"and":[{"all":true}]}""", "'and' takes two selectors or more, and has 1" },
        { """{"or":{"all":true}}""", "'or' takes an array of selectors" },
        { """{"and":[{"all":true},"all"]}""", "is an object such as" },
        { """{"from":{"all":true}}""", "does not have the properties from together" },
        { """{"tag":"\ud800"}""", "is no text" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Deserialize_EachForm_IsTheSelectorOfTheText(string json, string text) =>
        Assert.Equal(InstanceSelector.Parse(text), JsonSerializer.Deserialize<InstanceSelector>(json));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Serialize_EachForm_WritesTheJsonBack(string json, string text)
    {
        using var expected = JsonDocument.Parse(json);
        using var written = JsonDocument.Parse(JsonSerializer.Serialize(InstanceSelector.Parse(text)));

        Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), written.RootElement.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Deserialize_NoSelector_SaysWhatIsAccepted(string json, string expected)
    {
        if (json == "null")
        {
            Assert.Null(JsonSerializer.Deserialize<InstanceSelector>(json));
            return;
        }

        Assert.Contains(
            expected,
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InstanceSelector>(json)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Serialize_DeepestSelectorThereIs_ReadsBack()
    {
        var selector = Deepest();

        Assert.Equal(selector, JsonSerializer.Deserialize<InstanceSelector>(JsonSerializer.Serialize(selector)));
    }

    [Fact]
    public void Deserialize_DeeperThanAllowed_IsRefused()
    {
        var json =
            string.Concat(Enumerable.Repeat("""{"from":{"all":true},"except":""", 1000)) + """{"all":true}""" + new string('}', 1000);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InstanceSelector>(json));
    }

    // Operators of one kind in a row are one level, so two kinds take turns.
    private static InstanceSelector Deepest()
    {
        var selector = InstanceSelector.All;
        for (var i = 0; ; i++)
        {
            try
            {
                selector = i % 2 == 0 ? selector & InstanceSelector.ByTagKey($"k{i}") : selector | InstanceSelector.ByTagKey($"k{i}");
            }
            catch (ArgumentException)
            {
                return selector;
            }
        }
    }

    [Fact]
    [Trait("Finding", "13")]
    public void Read_NestedDeeperThanTheStack_IsRefusedWhateverTheCallersOptions()
    {
        var json =
            string.Concat(Enumerable.Repeat("""{"except":{"all":true},"from":""", 20_000)) + """{"all":true}""" + new string('}', 20_000);

        var problem = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<InstanceSelector>(json, Deep));

        Assert.Contains("more than 25 operators deep", problem.Message, StringComparison.Ordinal);
    }
}
