using System.Text.Json;
using System.Text.RegularExpressions;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.Schemas;

/// <summary>The published schema of targets and the reader accept the same documents, as far as a schema can see.</summary>
public sealed partial class TargetsSchemaTests(SchemaJudge judge)
{
    private const string Schema = "targets.schema.json";

    public static TheoryData<string> Valid { get; } = new()
    {
        """{"accounts":["own"]}""",
        """{"$schema":"targets.schema.json","roleName":"stopinator-spoke","regions":"enabled","accounts":["111122223333"],"exclude":[]}""",
        """{"roleName":"ops/team/spoke+=,.@_-","externalId":"a:/b","partition":"aws-cn","regions":["cn-north-1"],"accounts":["111122223333"]}""",
        """{"externalId":null,"accounts":[{"account":"111122223333","name":"payments","roleName":"r","regions":["eu-west-1","us-east-1"],"discoveryRegion":"eu-west-1","scheduleTagKey":"Schedule","schedules":"s3://b/k"}]}""",
        """{"roleName":"r","accounts":["111122223333",{"account":"own","regions":["us-gov-west-1"]}],"exclude":["111122223333","own/us-gov-west-1","*/us-east-1"]}""",
    };

    public static TheoryData<string> Invalid { get; } = new()
    {
        "[]",
        "{}",
        """{"accounts":[]}""",
        """{"accounts":"own"}""",
        """{"accounts":["12"]}""",
        """{"accounts":["own"],"role":"r"}""",
        """{"accounts":[{"name":"x"}]}""",
        """{"accounts":[{"account":"own","name":""}]}""",
        """{"accounts":[{"account":"own","zone":"a"}]}""",
        """{"accounts":["own"],"regions":"all"}""",
        """{"accounts":["own"],"regions":[]}""",
        """{"accounts":["own"],"regions":["Ireland"]}""",
        """{"accounts":["own"],"roleName":"arn:aws:iam::111122223333:role/r"}""",
        """{"accounts":["own"],"roleName":""}""",
        """{"accounts":["own"],"externalId":"a b"}""",
        """{"accounts":["own"],"partition":"azure"}""",
        """{"accounts":["own"],"scheduleTagKey":""}""",
        """{"accounts":["own"],"exclude":["*"]}""",
        """{"accounts":["own"],"exclude":["eu-west-1"]}""",
        """{"accounts":["own"],"exclude":"own"}""",
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Targets_ThatAreRead_FitTheSchema(string json)
    {
        _ = PowerTargets.Parse(json);
        Assert.True(await judge.FitsAsync(Schema, json));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Targets_ThatAreRefused_DoNotFitTheSchema(string json)
    {
        Assert.Throws<JsonException>(() => PowerTargets.Parse(json));
        Assert.False(await judge.FitsAsync(Schema, json));
    }

    [Fact]
    public async Task TargetsOfTheDocumentation_FitTheSchema()
    {
        var json = Block().Match(Repository.Read("docs/targets.md")).Groups["json"].Value;

        Assert.Equal(3, PowerTargets.Parse(json).Accounts.Count);
        Assert.True(await judge.FitsAsync(Schema, json));
    }

    [GeneratedRegex("```json\n(?<json>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
