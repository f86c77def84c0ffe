using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Programs;

/// <summary>The configuration of Terraform in docs/local-ec2.md.</summary>
public sealed partial class LocalEc2TerraformTests
{
    [Fact]
    public async Task ProviderOfTheDocumentation_IsReadAndFormatted()
    {
        var provider = Provider().Match(Repository.Read("docs/local-ec2.md")).Groups["text"].Value;
        Assert.Contains("endpoints { ec2 = \"http://127.0.0.1:5577\" }", provider, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("stopinator-terraform-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "main.tf"), provider, TestContext.Current.CancellationToken);

            await Tool.RunAsync(folder.FullName, "terraform", ["fmt", "-check", "-diff"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("```text\n(?<text>provider \"aws\".*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Provider();
}
