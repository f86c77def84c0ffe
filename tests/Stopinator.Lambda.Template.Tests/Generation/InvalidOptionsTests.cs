using Stopinator.Lambda.Template.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>Options that cannot work generate nothing but a page that says why.</summary>
public sealed class InvalidOptionsTests(Scratch scratch)
{
    [Theory]
    [InlineData("--instance-tag", "--instance-tag", "Env")]
    [InlineData("--instance-tag", "--instance-tag", "Env=")]
    [InlineData("--instance-tag", "--instance-tag", "Env=dev'")]
    [InlineData("--instance-tag", "--instance-tag", "aws:autoscaling:groupName=web")]
    [InlineData("--stop", "--instance-tag", "Env=dev", "--stop", "24:00")]
    [InlineData("--start", "--instance-tag", "Env=dev", "--start", "7am")]
    [InlineData("--days", "--instance-tag", "Env=dev", "--days", "FRI-MON")]
    [InlineData("--time-zone", "--instance-tag", "Env=dev", "--time-zone", "CET+1")]
    [InlineData("--time-zone", "--instance-tag", "Env=dev", "--trigger", "rule", "--time-zone", "Europe/Paris")]
    [InlineData("--region", "--instance-tag", "Env=dev", "--region", "Ireland")]
    [InlineData("--kms-key-arn", "--instance-tag", "Env=dev", "--kms-key-arn", "alias/volumes")]
    [InlineData("--notify-email", "--instance-tag", "Env=dev", "--notify-email", "ops")]
    [InlineData("--notify-reports", "--instance-tag", "Env=dev", "--notify-reports")]
    [InlineData("--only-stopped-within", "--instance-tag", "Env=dev", "--only-stopped-within", "-1")]
    public async Task Generate_OptionThatCannotWork_SaysSoAndFails(string named, params string[] arguments)
    {
        var folder = Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"));

        var result = await scratch.Clone.TryAsync(["stopinator-lambda", "--output", folder, .. arguments]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("NOTHING WAS GENERATED", result.Output, StringComparison.Ordinal);
        var page = Assert.Single(Directory.GetFileSystemEntries(folder));
        var problem = Assert.Single(File.ReadAllLines(page), line => line.StartsWith('-'));
        Assert.StartsWith($"- `{named}` ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--instance-tag'")]
    [InlineData("--packaging", "--instance-tag", "Env=dev", "--packaging", "tar")]
    [InlineData("--only-stopped-within", "--instance-tag", "Env=dev", "--only-stopped-within", "some")]
    public async Task Generate_OptionThatDotNetRefuses_WritesNothing(string named, params string[] arguments)
    {
        var folder = Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"));

        var result = await scratch.Clone.TryAsync(["stopinator-lambda", "--output", folder, .. arguments]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(named, result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }
}
