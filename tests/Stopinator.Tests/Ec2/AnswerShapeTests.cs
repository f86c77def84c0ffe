using System.Text;
using System.Xml;
using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2;

public sealed class AnswerShapeTests
{
    [Theory]
    [InlineData("<A/>")]
    [InlineData("<A></A>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- a comment --><A xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><b>1 > 0</b><c/></A>")]
    public async Task Check_AnswerOfEc2_IsTakenInPiecesOfAnySize(string body)
    {
        foreach (var size in new[] { 1, 2, 3, 7, 1000 })
        {
            using var stream = new Pieces(body, size);
            using var received = await PooledBody.ReceiveAsync(
                stream, body.Length, new AnswerShape("A"), new BodyPool(), CancellationToken.None);
            Assert.Equal(body, Encoding.UTF8.GetString(received.ToArray()));
        }
    }

    [Fact]
    public async Task Receive_LongBody_IsReadWholeOrRefusedByItsLength()
    {
        var body = $"<A>{string.Concat(Enumerable.Range(0, 100_000))}</A>";
        using var stream = new Pieces(body, 7777);
        using var received = await PooledBody.ReceiveAsync(
            stream, body.Length, new AnswerShape("A"), new BodyPool(), CancellationToken.None);
        Assert.Equal(body, Encoding.UTF8.GetString(received.ToArray()));

        using var longer = new Pieces(body, 7777);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => PooledBody.ReceiveAsync(longer, body.Length - 1, new AnswerShape("A"), new BodyPool(), CancellationToken.None));
        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, refused.HttpRequestError);
    }

    [Theory]
    [InlineData("", "There is no element 'A'")]
    [InlineData("hello", "There is no element 'A'")]
    [InlineData("<B><A/></B>", "The root element is 'B', not 'A'")]
    [InlineData("<AA/>", "The root element is 'AA', not 'A'")]
    [InlineData("<!DOCTYPE x><A/>", "document type")]
    public async Task Check_SomethingElse_IsRefusedWithTheReason(string body, string part)
    {
        foreach (var size in new[] { 1, 1000 })
        {
            Assert.Contains(part, (await RefusedAsync(body, size)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Check_NestedTooDeep_IsRefused()
    {
        Assert.Contains(
            "64 deep", (await RefusedAsync(string.Concat(Enumerable.Repeat("<A>", 65)), 1000)).Message, StringComparison.Ordinal);

        using var deepest = new Pieces(string.Concat(Enumerable.Repeat("<A>", 64)), 1000);
        using var received = await PooledBody.ReceiveAsync(deepest, 1000, new AnswerShape("A"), new BodyPool(), CancellationToken.None);
    }

    [Fact]
    [Trait("Finding", "17")]
    public async Task Check_TagWithManyAttributes_IsRefused()
    {
        var attributes = string.Concat(Enumerable.Range(0, 1000).Select(number => $" a{number}=\"\""));

        Assert.Contains("4096 bytes", (await RefusedAsync($"<A{attributes}/>", 100)).Message, StringComparison.Ordinal);
    }

    private static async Task<XmlException> RefusedAsync(string body, int size)
    {
        using var stream = new Pieces(body, size);
        return await Assert.ThrowsAsync<XmlException>(
            () => PooledBody.ReceiveAsync(stream, 100_000, new AnswerShape("A"), new BodyPool(), CancellationToken.None));
    }

    private sealed class Pieces(string body, int size) : MemoryStream(Encoding.UTF8.GetBytes(body))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, size)], cancellationToken);
    }
}
