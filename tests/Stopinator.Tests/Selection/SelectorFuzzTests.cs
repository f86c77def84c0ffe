using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stopinator.Tests.Shared;

namespace Stopinator.Tests.Selection;

/// <summary>Whatever text or JSON comes in, out comes a selector that reads back, or the error that is meant for it; and soon.</summary>
public sealed class SelectorFuzzTests(ITestOutputHelper output)
{
    private static readonly int Inputs = int.Parse(
        Environment.GetEnvironmentVariable("STOPINATOR_SEEDS") ?? (LongTests.AreOn ? "60000" : "10000"), CultureInfo.InvariantCulture);

    // Far above what any input takes, far below what a search that has gone wild would.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Texts =
    [
        "tag:Env=dev", "tag:Env=dev,test and tag:Name~web-*,\"a b\"", "(tag:A=\"x\"\"y\" or tag:B) except id=i-0123456789abcdef0,i-01234567",
        "all except (tag:aws:autoscaling:groupName or instance-type~t3.?)", "name=web", "tag:\"Cost Center\"=\"R&D\"", "((((tag:A))))",
    ];

    private static readonly string[] Jsons =
    [
        """{"all":true}""", """{"tag":"Env","values":["dev","te*st"]}""", """{"and":[{"tag":"A"},{"filter":"instance-type","like":["t3.*"]}]}""",
        """{"from":{"or":[{"ids":["i-0123456789abcdef0"]},{"tag":"B","like":["x?"]}]},"except":{"tag":"\u00fc"}}""",
    ];

    private static readonly string[] Pieces =
    [
        "(", ")", "\"", "\"\"", ",", "=", "~", "&", "|", "*", "?", "\\", " ", "\t", "\n", "\0", "and", " or ", " except ", "all", "id=", "tag:", "name",
        "{", "}", "[", "]", ":", "{\"and\":[", "{\"from\":", "null", "true", "1e999", "\\u0000", "\\ud800", "ü", "\U0001F600", "\uFEFF", "i-0123456789abcdef0",
    ];

    [Fact]
    public void Parse_RandomAndMutatedTexts_GivesASelectorOrItsOwnError() => Fuzz(Texts, seed: 11, text =>
    {
        if (InstanceSelector.TryParse(text, out var selector))
        {
            Assert.Equal(selector, InstanceSelector.Parse(selector.ToString()));
        }
        else
        {
            var error = Assert.Throws<SelectorFormatException>(() => InstanceSelector.Parse(text));
            Assert.InRange(error.Position, 0, text.Length);
            Assert.True(error.Message.Length < 1000, error.Message);
        }
    });

    [Fact]
    public void Deserialize_RandomAndMutatedJson_GivesASelectorOrAJsonException() => Fuzz(Jsons, seed: 12, json =>
    {
        try
        {
            // As bytes, since the reader itself refuses a string with half a surrogate pair.
            var selector = JsonSerializer.Deserialize<InstanceSelector>(Encoding.UTF8.GetBytes(json));
            Assert.Equal(selector, JsonSerializer.Deserialize<InstanceSelector>(JsonSerializer.Serialize(selector)));
        }
        catch (JsonException error)
        {
            Assert.NotEmpty(error.Message);
        }
    });

    private void Fuzz(string[] seeds, uint seed, Action<string> check)
    {
        var chance = new SelectorGenerator(seed);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Inputs; i++)
        {
            var input = chance.Below(4) == 0 ? Random(chance) : Mutated(seeds[chance.Below(seeds.Length)], chance);
            var started = Stopwatch.GetTimestamp();
            try
            {
                check(input);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Input {i} of seed {seed}, {JsonSerializer.Serialize(input)}: {exception.Message}", exception);
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Inputs} inputs of seed {seed}; the slowest took {slowest.TotalMilliseconds:0.0} ms."));
        Assert.True(slowest < Patience, $"An input took {slowest}.");
    }

    private static string Random(SelectorGenerator chance) =>
        string.Concat(Enumerable.Range(0, chance.Below(40)).Select(_ => Pieces[chance.Below(Pieces.Length)]));

    private static string Mutated(string text, SelectorGenerator chance)
    {
        for (var changes = chance.Below(4) + 1; changes > 0; changes--)
        {
            var at = chance.Below(text.Length + 1);
            var length = Math.Min(chance.Below(6), text.Length - at);
            text = chance.Below(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[chance.Below(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => string.Concat(text.AsSpan(0, at), Pieces[chance.Below(Pieces.Length)], text.AsSpan(at + length)),
                _ => text.Insert(at, string.Concat(Enumerable.Repeat(Pieces[chance.Below(Pieces.Length)], chance.Below(300)))),
            };
        }

        return text;
    }
}
