using System.Text.Json;

namespace Stopinator.Tests.Targets;

public sealed class PowerTargetsTests
{
    [Fact]
    public void Parse_ADocument_WritesWhatIsSharedIntoEachAccount()
    {
        var targets = PowerTargets.Parse(
            """
            {
              // A comment.
              "$schema": "targets.schema.json",
              "roleName": "ops/stopinator-spoke", "externalId": "stopinator-7", "regions": ["eu-west-1"], "schedules": "ssm:/schedules",
              "accounts": [
                "111122223333",
                { "account": "444455556666", "name": "payments", "regions": "enabled", "discoveryRegion": "eu-west-1", "roleName": "power",
                  "externalId": null, "scheduleTagKey": "Schedule", "schedules": "s3://payments/schedules.json" },
                { "account": "own" },
              ],
              "exclude": ["*/us-east-1", "444455556666/eu-west-2"],
            }
            """);

        Assert.Equal(["*/us-east-1", "444455556666/eu-west-2"], targets.Exclude);
        Assert.Collection(
            targets.Accounts,
            one => Assert.Equal(
                ("111122223333", "ops/stopinator-spoke", "stopinator-7", "ssm:/schedules"),
                (one.AccountId, one.RoleName, one.ExternalId, one.Schedules)),
            one => Assert.Equal(
                ("payments", "power", "stopinator-7", "Schedule", "s3://payments/schedules.json", "enabled"),
                (one.Name, one.RoleName, one.ExternalId, one.ScheduleTagKey, one.Schedules, Assert.Single(one.Regions))),
            one => Assert.Null(one.AccountId));
    }

    [Theory]
    [InlineData("", "The targets are not valid JSON")]
    [InlineData("[]", "$: '[]' is not targets")]
    [InlineData("{}", "$: accounts is missing")]
    [InlineData("""{"accounts":[]}""", "$: accounts is empty")]
    [InlineData("""{"acounts":[]}""", "$: 'acounts' is not a property of targets; those are $schema, roleName, externalId, partition, regions, discoveryRegion, scheduleTagKey, schedules, accounts, exclude. Did you mean 'accounts'?")]
    [InlineData("""{"roleName":"r","accounts":[123456789012]}""", "$.accounts[0]: '123456789012' is not an account; it takes an object.")]
    [InlineData("""{"roleName":"r","accounts":["12345678901"]}""", "$.accounts[0]: '12345678901' is no account; an account has 12 digits")]
    [InlineData("""{"roleName":"r","accounts":[{"account":"111122223333","region":"eu-west-1"}]}""", "$.accounts[0]: 'region' is not a property of an account")]
    [InlineData("""{"roleName":"r","accounts":[{"name":"x"}]}""", "$.accounts[0]: account is missing")]
    [InlineData("""{"accounts":["111122223333"]}""", "$: accounts[0].roleName: there is none")]
    [InlineData("""{"roleName":"arn:aws:iam::111122223333:role/r","accounts":["111122223333"]}""", "$.roleName: 'arn:aws:iam::111122223333:role/r' is no name of a role")]
    [InlineData("""{"roleName":"r","externalId":"a b","accounts":["111122223333"]}""", "$.externalId: the external id is not 2 to 1,224")]
    [InlineData("""{"roleName":"r","regions":["eu-wset-1"],"accounts":["111122223333"]}""", "$.regions[0]: 'eu-wset-1' is not a region of EC2 known here. Did you mean 'eu-west-1'?")]
    [InlineData("""{"roleName":"r","regions":"all","accounts":["111122223333"]}""", "$.regions: '\"all\"' is neither \"enabled\" nor a list")]
    [InlineData("""{"roleName":"r","regions":[],"accounts":["111122223333"]}""", "$: accounts[0].regions: it takes names of regions")]
    [InlineData("""{"roleName":"r","partition":"aws-cn","regions":["eu-west-1"],"accounts":["111122223333"]}""", "$: accounts[0].regions: eu-west-1 is not a region of the partition aws-cn.")]
    [InlineData("""{"roleName":"r","accounts":["111122223333","111122223333"]}""", "$: accounts: enabled of 111122223333 is named by two entries")]
    [InlineData("""{"regions":["us-east-1","us-east-1"],"accounts":["own"]}""", "$: accounts[0].regions: 'us-east-1' is named twice; name it once.")]
    [InlineData("""{"roleName":"r","accounts":[{"account":"111122223333","name":"pay"},{"account":"444455556666","name":"pay"}]}""", "$: accounts: 'pay' is the name of two accounts; give each a name of its own.")]
    [InlineData("""{"roleName":"r","accounts":["111122223333",{"account":"444455556666","name":"111122223333"}]}""", "$: accounts: '111122223333' is the name of two accounts")]
    [InlineData("""{"roleName":"r","accounts":["111122223333"],"exclude":["*"]}""", "$.exclude[0]: '*' excludes nothing")]
    [InlineData("""{"roleName":"r","accounts":["own"],"exclude":["111122223333"]}""", "$: exclude[0]: '111122223333' is of no account in the list; to exclude the account of the credentials, write 'own'.")]
    [InlineData("""{"roleName":"r","externalId":84120937,"accounts":["111122223333"]}""", "$.externalId: the value is not a string; write it in quotation marks.")]
    [InlineData("""{"roleName":"r","accounts":[["84120937"]]}""", "$.accounts[0]: a list is not an account; it takes an object.")]
    [InlineData("""{"roleName":"r","accounts":["111122223333"],"exclude":["eu-west-1"]}""", "$.exclude[0]: 'eu-west-1' excludes nothing")]
    [InlineData("""{"roleName":"r","accounts":["111122223333"],"exclude":["111122223333/eu-wset-1"]}""", "$.exclude[0]: 'eu-wset-1' is not a region")]
    [InlineData("""{"roleName":"r","accounts":["111122223333"],"accounts":[]}""", "The targets are not valid JSON")]
    [InlineData("""{"roleName":7,"accounts":["111122223333"]}""", "$.roleName: '7' is not a string")]
    public void Parse_AMistake_NamesThePathAndTheRule(string json, string problem)
    {
        var exception = Assert.Throws<JsonException>(() => PowerTargets.Parse(json));

        Assert.StartsWith(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HalfOfASurrogatePair_IsAnError() =>
        Assert.Throws<JsonException>(() => PowerTargets.Parse("""{"accounts":[{"account":"own","name":"\uD800"}]}"""));

    [Fact]
    public void Union_OneAccountInTwoDocuments_IsAnError()
    {
        var one = PowerTargets.Parse("""{"roleName":"r","regions":["eu-west-1"],"accounts":["111122223333"],"exclude":["*/us-east-1"]}""");
        var other = PowerTargets.Parse(
            """{"roleName":"r","regions":["eu-west-2"],"accounts":["111122223333"],"exclude":["*/us-east-1"]}""");

        var union = PowerTargets.Union([one, other]);

        Assert.Equal((2, 1), (union.Accounts.Count, union.Exclude.Count));
        var exception = Assert.Throws<ArgumentException>(() => PowerTargets.Union([one, one]));
        Assert.StartsWith("accounts: eu-west-1 of 111122223333 is named by two entries", exception.Message, StringComparison.Ordinal);
    }
}
