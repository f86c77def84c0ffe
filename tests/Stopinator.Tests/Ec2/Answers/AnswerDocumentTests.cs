using System.Text;
using System.Xml;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2.Answers;

public sealed class AnswerDocumentTests
{
    private const int Large = 100_000_000;

    private static readonly AnswerMap<List<string>> Map = new AnswerMap<List<string>>()
        .Text("text", (target, text) => target.Add(text))
        .Children("wrapped", new AnswerMap<List<string>>().Text("text", (target, text) => target.Add($"wrapped {text}")))
        .Items("list", new AnswerMap<List<string>>().Text("text", (item, text) => item.Add(text)), (target, item) => target.Add($"[{string.Join(',', item)}]"));

    [Theory]
    [InlineData("<r/>", "")]
    [InlineData("<r></r>", "")]
    [InlineData("<r><text>a</text></r>", "a")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><r xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><text>a</text></r>\n", "a")]
    [InlineData("<r><text/><text></text></r>", "|")]
    [InlineData("<r><text>a</text><text>b</text></r>", "a|b")]
    [InlineData("<r>\n  <text>a</text>\n  <wrapped>\n    <text>b</text>\n  </wrapped>\n  <list>\n    <item>\n      <text>c</text>\n    </item>\n  </list>\n</r>", "a|wrapped b|[c]")]
    [InlineData("<r><list/><list></list><list><item/></list></r>", "[]")]
    [InlineData("<r><list><item><text>1</text><text>2</text></item><item><text>3</text></item></list></r>", "[1,2]|[3]")]
    [InlineData("<r><list><other><text>x</text></other><item><text>1</text></item></list></r>", "[1]")]
    [InlineData("<r><other><text>x</text></other><text>a</text></r>", "a")]
    [InlineData("<r><other/><text>a</text><other>x</other></r>", "a")]
    [InlineData("<r><other><list><item><text>x</text></item></list></other><list><item><text>1</text></item></list></r>", "[1]")]
    [InlineData("<r>loose<text>a</text>text</r>", "a")]
    [InlineData("<r><text>&lt;a&gt; &amp; &#228;</text></r>", "<a> & ä")]
    [InlineData("<r><text><![CDATA[<b>]]></text></r>", "<b>")]
    [InlineData("<r><text>a<!-- c -->b<?pi?>c</text></r>", "abc")]
    [InlineData("<r><text>  </text></r>", "  ")]
    [InlineData("<r><text> a\tb\nc </text></r>", " a\tb\nc ")]
    [InlineData("<r><text>a&#x1;b&#xB;</text></r>", "a\u0001b\u000b")]
    [InlineData("<x:r xmlns:x=\"urn:x\"><x:text>a</x:text></x:r>", "a")]
    public async Task Read_Elements_TakesThoseOfTheMapAndSkipsTheRest(string xml, string expected) =>
        Assert.Equal(expected, string.Join('|', await ReadAsync(xml)));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not xml")]
    [InlineData("{\"json\":true}")]
    [InlineData("<other/>")]
    [InlineData("<R/>")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"x\">]><r><text>&a;</text></r>")]
    [InlineData("<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>")]
    [InlineData("<r><text>&unknown;</text></r>")]
    [InlineData("<r><text>a")]
    [InlineData("<r><text>a</text>")]
    [InlineData("<r><other><text>a</text></r>")]
    [InlineData("<r><text>a<b>nested</b></text></r>")]
    [InlineData("<r></r><r></r>")]
    [InlineData("<r></r>trailing")]
    [InlineData("<r attribute></r>")]
    [InlineData("<r>\u0001</r>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"nonsense\"?><r/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-7\"?><r/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><r/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-32\"?><r/>")]
    [InlineData("<?xml version=\"9.9\"?><r/>")]
    public async Task Read_NoAnswerOfEc2_IsRefused(string xml) => await Assert.ThrowsAsync<XmlException>(() => ReadAsync(xml));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00 })]
    [InlineData(new byte[] { (byte)'<', (byte)'r', (byte)'>', 0xC3, 0x28 })]
    [InlineData(new byte[] { (byte)'<', (byte)'r', (byte)'>', 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x08, 0x00 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0 })]
    public async Task Read_BytesThatAreNoText_AreRefused(byte[] bytes)
    {
        using var body = new MemoryStream(bytes);

        await Assert.ThrowsAsync<XmlException>(() => AnswerDocument.ReadAsync(body, "r", Large, Map, CancellationToken.None));
    }

    [Fact]
    public async Task Read_EntitiesThatExpandToGigabytes_AreRefusedAtTheFirstSign()
    {
        var xml = new StringBuilder("<!DOCTYPE r [<!ENTITY e0 \"xxxxxxxxxx\">");
        for (var i = 1; i < 20; i++)
        {
            xml.Append(System.Globalization.CultureInfo.InvariantCulture, $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">");
        }

        await Assert.ThrowsAsync<XmlException>(() => ReadAsync(xml.Append("]><r><text>&e19;</text></r>").ToString()));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("text")]
    [InlineData("wrapped")]
    public async Task Read_HundredThousandLevels_CostsNoStack(string element)
    {
        var xml = $"<r>{string.Concat(Enumerable.Repeat($"<{element}>", 100_000))}{string.Concat(Enumerable.Repeat($"</{element}>", 100_000))}<text>a</text></r>";

        if (element == "text")
        {
            await Assert.ThrowsAsync<XmlException>(() => ReadAsync(xml));
        }
        else
        {
            Assert.Equal(["a"], await ReadAsync(xml));
        }
    }

    [Fact]
    public async Task Read_LargerThanAllowed_IsRefused()
    {
        Assert.Single(await ReadAsync($"<r><text>{new string('x', 900)}</text></r>", maxBytes: 1000));
        await Assert.ThrowsAsync<XmlException>(() => ReadAsync($"<r><text>{new string('x', 1000)}</text></r>", maxBytes: 1000));
        await Assert.ThrowsAsync<XmlException>(() => ReadAsync($"<r>{string.Concat(Enumerable.Repeat("<other/>", 200))}</r>", maxBytes: 1000));
        await Assert.ThrowsAsync<XmlException>(() => ReadAsync($"<r {new string('a', 2000)}=''/>", maxBytes: 1000));
    }

    [Fact(Timeout = 30_000)]
    public async Task Read_BodyThatNeverEnds_IsReadNoFurtherThanAllowed()
    {
        using var body = new EndlessStream("<r>", "<other>x</other>");

        await Assert.ThrowsAsync<XmlException>(() => AnswerDocument.ReadAsync(body, "r", 100_000, Map, CancellationToken.None));
        Assert.InRange(body.Given, 100_000, 200_000);
    }

    [Fact]
    public async Task Read_InPiecesOfAByte_IsTheSame()
    {
        using var body = new EndlessStream("<r><text>größe 😀</text><list><item><text>1</text></item></list></r>", endless: "", pieces: 1);

        Assert.Equal(["größe 😀", "[1]"], await AnswerDocument.ReadAsync(body, "r", Large, Map, CancellationToken.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task Read_BodyStalls_EndsWhenCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var body = new EndlessStream("<r><text>a</text>", endless: null) { Stalling = cancellation.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AnswerDocument.ReadAsync(body, "r", Large, Map, cancellation.Token));
    }

    private static async Task<List<string>> ReadAsync(string xml, int maxBytes = Large)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await AnswerDocument.ReadAsync(body, "r", maxBytes, Map, CancellationToken.None);
    }
}
