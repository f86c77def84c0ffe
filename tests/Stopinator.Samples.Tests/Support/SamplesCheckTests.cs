namespace Stopinator.Samples.Tests.Support;

/// <summary>Every file is read by the tool it is for.</summary>
public sealed class SamplesCheckTests
{
    [Fact]
    public async Task Check_OfTheSamples_FailsNowhere()
    {
        var lines = await SamplesCheck.LinesAsync();

        Assert.True(lines.Length >= 10, string.Join('\n', lines));
        Assert.DoesNotContain(lines, line => line.StartsWith("FAILED", StringComparison.Ordinal));
        var skipped = lines.Where(line => line.StartsWith("skipped", StringComparison.Ordinal)).ToArray();
        Assert.False(SamplesCheck.RequiresTools && skipped.Length > 0, string.Join('\n', skipped));
        Assert.SkipWhen(skipped.Length > 0, string.Join("; ", skipped));
    }

    [Theory]
    [InlineData("aws-cli")]
    [InlineData("cdk")]
    [InlineData("cloudformation")]
    [InlineData("container-image")]
    [InlineData("eventbridge")]
    [InlineData("http-api")]
    [InlineData("sam")]
    [InlineData("serverless")]
    [InlineData("step-functions")]
    [InlineData("terraform")]
    public void Readme_OfADeployment_SaysHowToDeployInvokeWatchPauseAndRemove(string folder)
    {
        var readme = File.ReadAllText(Sample.PathOf($"{folder}/README.md"));

        Assert.All(
            (string[])["deploy", "invoke", "watch", "pause", "remove"],
            step => Assert.Contains($"\n| {step} | ", readme, StringComparison.Ordinal));
        Assert.Equal(
            folder is "aws-cli" or "cdk" or "cloudformation" or "sam" or "serverless" or "terraform",
            readme.Contains("\n| roll back | ", StringComparison.Ordinal));
        Assert.True(readme.Count(character => character == '\n') <= 25, "It is a page, not a book.");
    }
}
