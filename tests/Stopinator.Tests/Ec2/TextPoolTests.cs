using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2;

public sealed class TextPoolTests
{
    private readonly TextPool _pool = new();

    [Theory]
    [InlineData("")]
    [InlineData("t3.micro")]
    [InlineData("größe 😀")]
    public void Get_SameText_GivesTheSameString(string text)
    {
        var first = _pool.Get(text);

        Assert.Equal(text, first);
        Assert.Same(first, _pool.Get(new string(text.ToCharArray())));
    }

    [Fact]
    public void Get_LongText_IsNotKept()
    {
        var text = new string('x', 65);

        Assert.Same(text, _pool.Get(text));
        var again = new string(text.ToCharArray());
        Assert.Same(again, _pool.Get(again));
    }

    [Fact]
    public void Get_MoreTextsThanItHolds_GivesEachAsItIs()
    {
        for (var number = 0; number < 20_000; number++)
        {
            var text = $"i-{number:x8}";
            Assert.Equal(text, _pool.Get(text));
        }
    }
}
