using System.Text;
using System.Xml;
using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2.Answers;

public sealed class PowerAnswerTests
{
    [Theory]
    [InlineData("""
        <StopInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><instancesSet><item><instanceId>i-1</instanceId><currentState><code>64</code><name>stopping</name></currentState><previousState><code>16</code><name>running</name></previousState></item><item><instanceId>i-2</instanceId><currentState><code>80</code><name>stopped</name></currentState><previousState><code>80</code><name>stopped</name></previousState></item></instancesSet></StopInstancesResponse>
        """)]
    [InlineData("""
        <StopInstancesResponse>
          <instancesSet>
            <item>
              <previousState>
                <name>running</name>
                <code>16</code>
              </previousState>
              <currentState>
                <name>stopping</name>
                <code>64</code>
              </currentState>
              <instanceId>i-1</instanceId>
              <somethingNew><code>0</code></somethingNew>
            </item>
            <item>
              <currentState><code>80</code></currentState>
              <previousState><code>80</code></previousState>
              <instanceId>i-2</instanceId>
            </item>
          </instancesSet>
          <requestId>r-1</requestId>
        </StopInstancesResponse>
        """)]
    public async Task Read_Changes_InAnyOrderAndWithOrWithoutIndentation(string xml)
    {
        var answer = await ReadAsync(xml);

        Assert.Equal("r-1", answer.RequestId);
        Assert.Equal(
            [new("i-1", PowerState.Running, PowerState.Stopping), new("i-2", PowerState.Stopped, PowerState.Stopped)], answer.Changes);
    }

    [Theory]
    [InlineData("<StopInstancesResponse><requestId>r-1</requestId><return>true</return></StopInstancesResponse>", "r-1")]
    [InlineData("<StopInstancesResponse><instancesSet/></StopInstancesResponse>", null)]
    [InlineData("<StopInstancesResponse/>", null)]
    public async Task Read_NoChanges_IsAnAnswerToo(string xml, string? requestId)
    {
        var answer = await ReadAsync(xml);

        Assert.Empty(answer.Changes);
        Assert.Equal(requestId, answer.RequestId);
    }

    [Theory]
    [InlineData("<item><currentState><code>0</code></currentState><previousState><code>0</code></previousState></item>", "no instanceId")]
    [InlineData("<item><instanceId>i-1</instanceId><previousState><code>0</code></previousState></item>", "no currentState")]
    [InlineData("<item><instanceId>i-1</instanceId><currentState><code>0</code></currentState></item>", "no previousState")]
    [InlineData("<item><instanceId>i-1</instanceId><currentState><code>1</code></currentState><previousState><code>0</code></previousState></item>", "'1' is not the code")]
    public async Task Read_ChangeWithAGap_IsRefusedRatherThanGuessed(string item, string part)
    {
        var exception = await Assert.ThrowsAsync<XmlException>(() => ReadAsync($"<StopInstancesResponse><instancesSet>{item}</instancesSet></StopInstancesResponse>"));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<PowerCallAnswer> ReadAsync(string xml)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await PowerAnswer.ReadAsync(body, "StopInstancesResponse", CancellationToken.None);
    }
}
