using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The deployments in <c>samples/</c> are what the template generates, so that what holds of the one holds of the other.</summary>
public sealed class SamplesTests(Scratch scratch)
{
    private const string NightStop = "-n NightStop --instance-tag Env=dev --time-zone Europe/Paris --infra ";

    [Theory]
    [InlineData("sam", NightStop + "sam")]
    [LongInlineData("cloudformation", NightStop + "cloudformation")]
    [LongInlineData("cdk", NightStop + "cdk")]
    [InlineData("terraform", NightStop + "terraform")]
    [LongInlineData("serverless", NightStop + "serverless")]
    [LongInlineData("aws-cli", NightStop + "cli")]
    [LongInlineData("http-api", "-n WakeMyBox --instance-tag Name=my-box --stop none --start none --http-api")]
    public async Task Files_OfASample_AreThoseOfTheTemplate(string sample, string options)
    {
        var arguments = options.Split(' ');
        var combination = new Combination(arguments[1], [.. arguments[2..]]);
        var project = await scratch.Clone.GenerateAsync(combination, Path.Combine("samples", sample));

        Assert.All(Directory.GetFiles(Path.Combine(project.Folder, "infra")), file =>
        {
            // All samples deploy one program.
            var generated = File.ReadAllText(file).Replace("Handler: \"WakeMyBox\"", "Handler: \"NightStop\"", StringComparison.Ordinal);
            var name = $"samples/{sample}/{Path.GetFileName(file)}";
            Assert.True(
                generated == Repository.Read(name),
                $"{name} is not what dotnet new stopinator-lambda {options} gives; copy its infra/{Path.GetFileName(file)}.");
        });
    }
}
