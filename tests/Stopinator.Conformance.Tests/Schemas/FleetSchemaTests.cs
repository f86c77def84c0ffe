using System.Text.RegularExpressions;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.Schemas;

/// <summary>The published schema of fleets and the reader take the same documents, as far as a schema can see.</summary>
public sealed partial class FleetSchemaTests(SchemaJudge judge)
{
    private const string Schema = "fleet.schema.json";

    public static TheoryData<string> Valid { get; } = new()
    {
        """{"instances":[]}""",
        """{"$schema":"fleet.schema.json","instances":[{}],"capacity":[{"type":"t3.micro","zone":"b","freeSlots":0}]}""",
        """{"instances":[{"count":6,"name":"web-{n}","state":"running","tags":{"Env":"dev","No":"{n:000}"}}]}""",
        """{"instances":[{"id":"i-0123456789abcdef0","zones":["a","us-east-1b"],"spot":"persistent","state":null}]}""",
        """{"instances":[{"state":"stopping","settlesAfterSeconds":30,"stopProtected":true,"launchedAt":"2026-01-02T03:04:05.5+01:00"}]}""",
    };

    public static TheoryData<string> Invalid { get; } = new()
    {
        "[]",
        "{}",
        """{"instances":null}""",
        """{"instances":[7]}""",
        """{"instances":[],"faults":[]}""",
        """{"instances":[{"count":-1}]}""",
        """{"instances":[{"count":"6"}]}""",
        """{"instances":[{"id":"i-xyz"}]}""",
        """{"instances":[{"state":"Running"}]}""",
        """{"instances":[{"tags":["Env"]}]}""",
        """{"instances":[{"tags":{"":"x"}}]}""",
        """{"instances":[{"type":""}]}""",
        """{"instances":[{"zone":"A"}]}""",
        """{"instances":[{"zone":"us-east"}]}""",
        """{"instances":[{"zones":[]}]}""",
        """{"instances":[{"zones":["a",null]}]}""",
        """{"instances":[{"type":"banana"}]}""",
        """{"instances":[{"vpc":"main"}]}""",
        """{"instances":[{"image":"debian"}]}""",
        """{"instances":[{"platform":"linux"}]}""",
        """{"instances":[{"architecture":"x64"}]}""",
        """{"instances":[{"tenancy":"shared"}]}""",
        """{"$schema":7,"instances":[]}""",
        """{"instances":[{"spot":true}]}""",
        """{"instances":[{"hibernatable":"true"}]}""",
        """{"instances":[{"stoppedAt":"2026-01-02T03:04:05"}]}""",
        """{"instances":[{"color":"red"}]}""",
        """{"instances":[],"capacity":[{"type":"t3.micro","zone":"a"}]}""",
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Fleet_ThatIsRead_FitsTheSchema(string json)
    {
        _ = SimulatedFleet.FromJson(json);
        Assert.True(await judge.FitsAsync(Schema, json));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Fleet_ThatIsRefused_DoesNotFitTheSchema(string json)
    {
        Assert.Throws<FormatException>(() => SimulatedFleet.FromJson(json));
        Assert.False(await judge.FitsAsync(Schema, json));
    }

    [Fact]
    public async Task FleetOfTheDocumentation_FitsTheSchema()
    {
        var json = FleetBlock().Match(Repository.Read("docs/local-ec2.md")).Groups["json"].Value;

        Assert.Equal(8, SimulatedFleet.FromJson(json).Count);
        Assert.True(await judge.FitsAsync(Schema, json));
    }

    [Fact]
    public async Task FleetOfTheSample_FitsTheSchema()
    {
        var json = Repository.Read("samples/LocalEc2/fleet.json");
        var withoutComments = string.Join(
            '\n', json.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

        Assert.Equal(21, SimulatedFleet.FromJson(json).Count);
        Assert.True(await judge.FitsAsync(Schema, withoutComments));
    }

    [GeneratedRegex("<!-- fleet -->\n```json\n(?<json>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FleetBlock();
}
