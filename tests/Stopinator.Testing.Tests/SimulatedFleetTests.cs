using System.Globalization;
using System.Text.Json;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class SimulatedFleetTests
{
    [Fact]
    public async Task FromJson_WithACountAndAPattern_NamesEachInstance()
    {
        var fleet = SimulatedFleet.FromJson(
            """
            {
              // six in front, and two behind them
              "instances": [
                { "count": 2, "name": "web-{n}", "state": "running", "tags": { "Env": "dev", "No": "{n:000}", "Raw": "{name}" } },
                { "name": "db", "state": "stopped", "zone": "b", "type": "m5.large", "schedule": "mon-fri 07:00-20:00" },
              ]
            }
            """);

        await using var ec2 = SimulatedEc2.Create(fleet.AddTo, new() { Region = "eu-west-1" });

        Assert.Equal(3, fleet.Count);
        Assert.Equal(
            ["web-1 001", "web-2 002"], ec2.Instances.Take(2).Select(instance => $"{instance.Tags["Name"]} {instance.Tags["No"]}"));
        Assert.Equal("{name}", ec2.Instances[0].Tags["Raw"]);
        var db = ec2.Instances[2];
        Assert.Equal(
            (SimulatedState.Stopped, "eu-west-1b", "m5.large", "mon-fri 07:00-20:00"),
            (db.State, db.AvailabilityZone, db.InstanceType, db.Tags["stopinator:schedule"]));
    }

    [Fact]
    public async Task FromJson_WithEveryProperty_DescribesTheInstance()
    {
        var clock = new SimulatedClock();
        var fleet = SimulatedFleet.FromJson(
            """
            {
              "$schema": "fleet.schema.json",
              "instances": [
                {
                  "id": "i-0000000a", "autoScalingGroup": "workers", "vpc": "vpc-1", "subnet": "subnet-1", "image": "ami-1", "keyName": "k",
                  "platform": "windows", "architecture": "arm64", "tenancy": "dedicated", "placementGroup": "near",
                  "managedBy": "eks.amazonaws.com", "launchedAt": "2025-01-02T03:04:05Z", "stopProtected": true,
                  "terminationProtected": true, "hibernatable": true, "name": null
                },
                { "id": "i-0000000b", "state": "stopped", "stoppedAt": "2025-02-03T04:05:06+00:00" },
                { "id": "i-0000000c", "spot": "interrupted" },
                { "id": "i-0000000d", "spot": "one-time" },
                { "id": "i-0000000e", "state": "pending", "settlesAfterSeconds": 30 },
                { "id": "i-0000000f", "state": "stopped", "fallsBackOnStart": "Client.InternalError" },
                { "count": 3, "zones": ["a", "us-east-1b"], "stuckStopping": false, "instanceStoreRoot": true },
              ],
              "capacity": [{ "type": "t3.micro", "zone": "a", "freeSlots": 0 }]
            }
            """);
        await using var ec2 = SimulatedEc2.Create(fleet.AddTo, new() { TimeProvider = clock });
        using var client = new Ec2QueryClient(ec2);

        var a = await client.OnInstancesAsync("DescribeInstances", "i-0000000a");
        Assert.Equal(
            "workers vpc-1 subnet-1 ami-1 k windows arm64 dedicated near eks.amazonaws.com 2025-01-02T03:04:05.000Z true",
            string.Join(' ', new[]
            {
                "tagSet/item/value", "vpcId", "subnetId", "imageId", "keyName", "platform", "architecture", "placement/tenancy",
                "placement/groupName", "operator/principal", "launchTime", "hibernationOptions/configured",
            }.Select(a.InstanceText)));
        Assert.True(ec2["i-0000000a"].StopProtected && ec2["i-0000000a"].TerminationProtected);
        Assert.Equal("User initiated (2025-02-03 04:05:06 GMT)", ec2["i-0000000b"].StateTransitionReason);
        Assert.Equal("IncorrectSpotRequestState", (await client.OnInstancesAsync("StartInstances", "i-0000000c")).ErrorCode);
        Assert.Equal("UnsupportedOperation", (await client.OnInstancesAsync("StopInstances", "i-0000000d")).ErrorCode);
        Assert.Equal("InsufficientInstanceCapacity", (await client.OnInstancesAsync("StartInstances", "i-0000000b")).ErrorCode);
        Assert.Equal(["us-east-1a", "us-east-1b", "us-east-1a"], ec2.Instances.Skip(6).Select(instance => instance.AvailabilityZone));

        Assert.Equal(SimulatedState.Pending, ec2["i-0000000e"].State);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(SimulatedState.Running, ec2["i-0000000e"].State);

        ec2.SetCapacity("t3.micro", "us-east-1a", 9);
        await client.OnInstancesAsync("StartInstances", "i-0000000f");
        Assert.Equal("Client.InternalError", ec2["i-0000000f"].StateReasonCode);
    }

    [Theory]
    [InlineData("[]", "$: an object is expected, not [].")]
    [InlineData("{}", "$: the property instances is missing.")]
    [InlineData("""{"instances":{}}""", "$.instances: an array is expected, not {}.")]
    [InlineData("""{"instances":[],"x":1}""", "$.x: there is no such property. The properties here are $schema, instances, capacity.")]
    [InlineData("""{"instances":[{},{"state":"runing"}]}""", "$.instances[1].state: one of pending, running, shutting-down, terminated, stopping, stopped is expected, not \"runing\".")]
    [InlineData("""{"instances":[{"count":-1}]}""", "$.instances[0].count: a whole number from 0 to 100000 is expected, not -1.")]
    [InlineData("""{"instances":[{"count":1.5}]}""", "$.instances[0].count: a whole number from 0 to 100000 is expected, not 1.5.")]
    [InlineData("""{"instances":[{"id":"i-1"}]}""", "$.instances[0].id: 'i-1' is not an instance id: i- and 8 or 17 hexadecimal digits.")]
    [InlineData("""{"instances":[{"id":"i-0000000a","count":2}]}""", "$.instances[0].id: an entry with an id is one instance, so count has to be 1 or missing.")]
    [InlineData("""{"instances":[{"id":"i-0000000a"},{"id":"i-0000000a"}]}""", "$.instances[1].id: another entry has the id 'i-0000000a' already.")]
    [InlineData("""{"instances":[{"tags":{"Env":7}}]}""", "$.instances[0].tags.Env: a text is expected, not 7.")]
    [InlineData("""{"instances":[{"tags":{"":"x"}}]}""", "$.instances[0].tags.: the key of a tag is empty.")]
    [InlineData("""{"instances":[{"tags":{"a":"1","a":"2"}}]}""", "$.instances[0].tags.a: the property is given twice.")]
    [InlineData("""{"instances":[{"name":"web-{n:x}"}]}""", "$.instances[0].name: 'web-{n:x}' has a placeholder that is neither {n} nor {n:000}.")]
    [InlineData("""{"instances":[{"zone":"a","zones":["b"]}]}""", "$.instances[0].zones: zone and zones exclude each other.")]
    [InlineData("""{"instances":[{"zone":"7"}]}""", "$.instances[0].zone: '7' is not a zone: a letter such as b, or a name such as us-east-1b.")]
    [InlineData("""{"instances":[{"type":""}]}""", "$.instances[0].type: the text is empty.")]
    [InlineData("""{"instances":[{"stopProtected":"yes"}]}""", "$.instances[0].stopProtected: true or false is expected, not \"yes\".")]
    [InlineData("""{"instances":[{"launchedAt":"2026-01-01T00:00:00"}]}""", "$.instances[0].launchedAt: a time such as 2026-01-31T08:00:00Z is expected, not \"2026-01-01T00:00:00\".")]
    [InlineData("""{"instances":[{"settlesAfterSeconds":5}]}""", "$.instances[0].settlesAfterSeconds: state is missing.")]
    [InlineData("""{"instances":[{"state":"stopped","settlesAfterSeconds":5}]}""", "$.instances[0].settlesAfterSeconds: the state stopped does not end by itself.")]
    [InlineData("""{"instances":[{"state":"running","stoppedAt":"2026-01-01T00:00:00Z"}]}""", "$.instances[0].stoppedAt: the state is not stopped.")]
    [InlineData("""{"instances":[{"state":"running","spot":"interrupted"}]}""", "$.instances[0].spot: an interrupted instance is stopped, and its state is not.")]
    [InlineData("""{"instances":[],"capacity":[{"type":"t3.micro","zone":"a"}]}""", "$.capacity[0]: the property freeSlots is missing.")]
    [InlineData("""{"instances":[{"name":"\ud800"}]}""", "$.instances[0].name: a text is not valid Unicode.")]
    [InlineData("null", "$: an object is expected, not null.")]
    [InlineData("""{"instances":null}""", "$: the property instances is missing.")]
    [InlineData("""{"instances":[],"instances":[]}""", "$.instances: the property is given twice.")]
    [InlineData("""{"instances":[],"$schema":7}""", "$.$schema: a text is expected, not 7.")]
    [InlineData("""{"instances":[null]}""", "$.instances[0]: an object is expected, not null.")]
    [InlineData("""{"instances":["web"]}""", "$.instances[0]: an object is expected, not \"web\".")]
    [InlineData("""{"instances":[{"count":"2"}]}""", "$.instances[0].count: a whole number from 0 to 100000 is expected, not \"2\".")]
    [InlineData("""{"instances":[{"count":100001}]}""", "$.instances[0].count: a whole number from 0 to 100000 is expected, not 100001.")]
    [InlineData(
        """{"instances":[{"count":99999999999999999999}]}""",
        "$.instances[0].count: a whole number from 0 to 100000 is expected, not 99999999999999999999.")]
    [InlineData(
        """{"instances":[{"id":"i-0000000A"}]}""",
        "$.instances[0].id: 'i-0000000A' is not an instance id: i- and 8 or 17 hexadecimal digits.")]
    [InlineData(
        """{"instances":[{"id":"i-0123456789"}]}""",
        "$.instances[0].id: 'i-0123456789' is not an instance id: i- and 8 or 17 hexadecimal digits.")]
    [InlineData(
        """{"instances":[{"id":"i-0000000a","count":0}]}""",
        "$.instances[0].id: an entry with an id is one instance, so count has to be 1 or missing.")]
    [InlineData("""{"instances":[{"id":7}]}""", "$.instances[0].id: a text is expected, not 7.")]
    [InlineData("""{"instances":[{"name":["web"]}]}""", "$.instances[0].name: a text is expected, not [\"web\"].")]
    [InlineData(
        """{"instances":[{"name":"a\u0007b"}]}""",
        "$.instances[0].name: the text has the character U+0007, which EC2's answers cannot have; leave it out.")]
    [InlineData(
        """{"instances":[{"name":"a","tags":{"Name":"b"}}]}""",
        "$.instances[0].tags.Name: the property name sets this tag, too; leave one of them out.")]
    [InlineData("""{"instances":[{"tags":{"Env":null,"Env":7}}]}""", "$.instances[0].tags.Env: a text is expected, not 7.")]
    [InlineData(
        """{"instances":[{"type":"banana"}]}""",
        "$.instances[0].type: 'banana' is not an instance type: a family, a dot and a size, such as t3.micro.")]
    [InlineData(
        """{"instances":[{"zone":"us-east"}]}""",
        "$.instances[0].zone: 'us-east' is not a zone: a letter such as b, or a name such as us-east-1b.")]
    [InlineData("""{"instances":[{"zones":[]}]}""", "$.instances[0].zones: the list is empty; leave zones out for zone a.")]
    [InlineData("""{"instances":[{"zones":["a",null]}]}""", "$.instances[0].zones[1]: a text is expected, not null.")]
    [InlineData(
        """{"instances":[{"vpc":"main"}]}""",
        "$.instances[0].vpc: 'main' is not such an id: vpc- and lower-case letters or digits, such as vpc-0123456789abcdef0.")]
    [InlineData("""{"instances":[{"platform":"amiga"}]}""", "$.instances[0].platform: one of windows is expected, not \"amiga\".")]
    [InlineData(
        """{"instances":[{"architecture":"x64"}]}""",
        "$.instances[0].architecture: one of i386, x86_64, arm64, x86_64_mac, arm64_mac is expected, not \"x64\".")]
    [InlineData(
        """{"instances":[{"tenancy":"shared"}]}""",
        "$.instances[0].tenancy: one of default, dedicated, host is expected, not \"shared\".")]
    [InlineData(
        """{"instances":[{"launchedAt":"yesterday"}]}""",
        "$.instances[0].launchedAt: a time such as 2026-01-31T08:00:00Z is expected, not \"yesterday\".")]
    [InlineData(
        """{"instances":[{"state":"stopped","launchedAt":"2026-01-02T00:00:00Z","stoppedAt":"2026-01-01T00:00:00Z"}]}""",
        "$.instances[0].stoppedAt: the instance is stopped at 2026-01-01T00:00:00Z, before its launch at 2026-01-02T00:00:00Z.")]
    [InlineData(
        """{"instances":[{"state":"pending","settlesAfterSeconds":-1}]}""",
        "$.instances[0].settlesAfterSeconds: a whole number from 0 to 2147483647 is expected, not -1.")]
    [InlineData(
        """{"instances":[{"spot":"one-time","state":"stopped"}]}""",
        "$.instances[0].spot: an instance of a one-time request cannot be stopped, and its state is; a persistent one can.")]
    [InlineData(
        """{"instances":[{"spot":"once"}]}""",
        "$.instances[0].spot: one of one-time, persistent, interrupted is expected, not \"once\".")]
    [InlineData(
        """{"instances":[{"instanceStoreRoot":true,"state":"stopped"}]}""",
        "$.instances[0].instanceStoreRoot: an instance with an instance store as its root cannot be stopped, and its state is.")]
    [InlineData(
        """{"instances":[],"capacity":[{"type":"t3.micro","zone":"a","freeSlots":-1}]}""",
        "$.capacity[0].freeSlots: a whole number from 0 to 100000 is expected, not -1.")]
    [InlineData(
        """{"instances":[],"capacity":[{"type":"t3.micro","zone":"a","freeSlots":1},{"type":"t3.micro","zone":"a","freeSlots":2}]}""",
        "$.capacity[1]: another entry has the capacity of t3.micro in zone a already.")]
    public void FromJson_OfAnInvalidFleet_NamesPathAndReason(string json, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => SimulatedFleet.FromJson(json)).Message);
    }

    [Theory]
    [InlineData(11, "100000", "", "$.instances: 1100000 instances in all are too many; a fleet has at most 1000000.")]
    [InlineData(1, "100000", "x", "$.instances[0].name: the value of a tag has at most 256 characters, and not 257.")]
    public void FromJson_OfTooMuch_IsRefusedBeforeItIsMade(int entries, string count, string name, string message)
    {
        // Six digits of the number, and 251 characters before them.
        var value = name.Length == 0 ? "a" : new string('x', 251) + "{n}";
        var entry = $$"""{"count":{{count}},"name":"{{value}}"}""";
        var json = $$"""{"instances":[{{string.Join(',', Enumerable.Repeat(entry, entries))}}]}""";

        Assert.Equal(message, Assert.Throws<FormatException>(() => SimulatedFleet.FromJson(json)).Message);
    }

    [Theory]
    [InlineData(51, 3, "$.instances[0].tags: 51 tags are too many; an instance has at most 50, those of AWS not counted.")]
    [InlineData(1, 129, "the key of a tag has at most 128 characters, and not 129.")]
    public void FromJson_OfTagsThatEc2DoesNotTake_IsRefused(int tags, int length, string message)
    {
        var keys = Enumerable.Range(0, tags).Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(length, 'k'));
        var json = """{"instances":[{"tags":{""" + string.Join(',', keys.Select(key => $"\"{key}\":\"\"")) + "}}]}";

        Assert.EndsWith(message, Assert.Throws<FormatException>(() => SimulatedFleet.FromJson(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_OfNoJson_SaysWhere()
    {
        var refused = Assert.Throws<FormatException>(() => SimulatedFleet.FromJson("{\n  \"instances\": [}"));

        Assert.StartsWith("The document is not valid JSON: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 1", refused.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<JsonException>(refused.InnerException);
    }

    [Fact]
    public async Task LoadAsync_OfAnInvalidFile_NamesTheFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(path, """{"instances":[{"state":7}]}""", TestContext.Current.CancellationToken);
        try
        {
            var refused = await Assert.ThrowsAsync<FormatException>(
                () => SimulatedFleet.LoadAsync(path, TestContext.Current.CancellationToken));
            Assert.StartsWith($"{path}: $.instances[0].state: ", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task AddTo_AFleetThatHasTheId_IsRefused()
    {
        var fleet = SimulatedFleet.FromJson("""{"instances":[{"id":"i-0000000a"}]}""");
        await using var ec2 = SimulatedEc2.Create(fleet.AddTo);

        Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(builder =>
        {
            builder.Add("i-0000000a");
            fleet.AddTo(builder);
        }));
    }
}
