using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Tests.Events;

/// <summary>The remainder of a run is written as a command, which the next event reads.</summary>
public sealed class CommandWriterTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"action":"start"}""")]
    [InlineData("""{"targets":["dev",{"target":"prod","selector":{"all":true}},{"target":"test","awaitFirst":["i-0123456789abcdef0"]}]}""")]
    [InlineData(
        """
        {
          "action": "stop", "selector": { "all": true }, "dryRun": false, "await": "status-checks", "awaitFirst": ["i-0123456789abcdef0"],
          "waitForTransition": true, "stopMode": "hibernate", "hibernationFallback": "stop-normally", "allow": ["spot", "protected-by-tag"],
          "maxInstances": 25, "onlyStoppedWithin": "57600s", "synchronous": true, "scheduledTime": "2026-11-20T19:00:00Z",
          "executionId": "night"
        }
        """)]
    public void Write_CommandThatWasRead_IsTheSame(string json)
    {
        var command = EventReader.ReadCommand(Encoding.UTF8.GetBytes(json), "The command");
        using var stream = new MemoryStream();

        using (var writer = new Utf8JsonWriter(stream))
        {
            CommandWriter.Write(writer, command);
        }

        var written = JsonNode.Parse(stream.ToArray());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written), written!.ToJsonString());
    }
}
