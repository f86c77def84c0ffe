using Stopinator.Diagnostics;

namespace Stopinator.Tests.Diagnostics;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData(null, "null")]
    [InlineData("", "''")]
    [InlineData("dev", "'dev'")]
    [InlineData("größe 😀", "'größe 😀'")]
    [InlineData("a\r\nb\tc\0", "'a\\u000D\\u000Ab\\u0009c\\u0000'")]
    [InlineData("\u001b[31mred\u009b", "'\\u001B[31mred\\u009B'")]
    [InlineData("a\u2028b\u2029c", "'a\\u2028b\\u2029c'")]
    [InlineData("user\u202Etxt.exe\u200B\uFEFF", "'user\\u202Etxt.exe\\u200B\\uFEFF'")]
    public void Quote_Value_ShowsWhatCannotBeSeen(string? value, string expected) => Assert.Equal(expected, ErrorText.Quote(value));

    [Fact]
    public void Quote_HalfACharacter_IsReplaced() => Assert.Equal("'a\uFFFDb\uFFFD'", ErrorText.Quote("a\ud83db" + "\ude00"));

    [Fact]
    public void Quote_LongValue_IsCutAndTellsItsLength()
    {
        Assert.Equal($"'{new string('x', 64)}'", ErrorText.Quote(new string('x', 64)));
        Assert.Equal($"'{new string('x', 64)}'... (1000000 characters)", ErrorText.Quote(new string('x', 1_000_000)));
        Assert.True(ErrorText.Quote(new string('\n', 1_000_000)).Length < 500);
    }

    [Fact]
    public void Clean_Text_IsBoundedAndShowsNoControlCharacter()
    {
        Assert.Equal("größe 😀 'x'", ErrorText.Clean("größe 😀 'x'", 100));
        Assert.Equal("", ErrorText.Clean(null, 100));
        Assert.Equal("\\u001B]0;pwn\\u0007 a\\u000Ab\\u202Ec", ErrorText.Clean("\u001b]0;pwn\u0007 a\nb\u202Ec", 100));
        Assert.Equal("a\uFFFD", ErrorText.Clean("a\ud83d", 100));
        Assert.Equal("xxx... (1000 characters)", ErrorText.Clean(new string('x', 1000), 3));
    }

    [Fact]
    public void MessageOf_ArgumentException_IsWithoutTheParameter()
    {
        Assert.Equal("The text.", ErrorText.MessageOf(Assert.Throws<ArgumentException>(() => Fail(nameof(ErrorTextTests)))));
        Assert.Equal("The text.", ErrorText.MessageOf(Assert.Throws<ArgumentException>(() => Fail(name: null))));

        static void Fail(string? name) => throw new ArgumentException("The text.", name);
    }

    [Fact]
    public void MessagesOf_ExceptionsInside_AreAddedOnce()
    {
        var inner = new InvalidOperationException("No token.", new TimeoutException("No answer."));

        Assert.Equal(
            "The role cannot be assumed: No token: No answer.",
            ErrorText.MessagesOf(new InvalidOperationException("The role cannot be assumed. ", inner)));
        Assert.Equal("Failed: No token: No answer.", ErrorText.MessagesOf(new InvalidOperationException("Failed: No token.", inner)));
        Assert.Equal("Alone.", ErrorText.MessagesOf(new InvalidOperationException("Alone.", new NoMessageException())));
    }

    private sealed class NoMessageException : Exception;
}
