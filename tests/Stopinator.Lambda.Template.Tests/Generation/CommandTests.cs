using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>
/// The command <c>dotnet new</c> and the template engine in the process of the tests generate equal files. The other tests may therefore
/// use the engine.
/// </summary>
public sealed class CommandTests(Scratch scratch)
{
    [Theory]
    [LongInlineData("NightStop")]
    [InlineData("Ops Night-Stop.2", "--infra", "cdk", "--ci", "github", "--http-api", "--selector", "tag:Owner=it's,\"a \\ b\"")]
    [LongInlineData("Nächte", "--mode", "tags", "--infra", "terraform", "--targets", "--ci", "gitlab", "--region", "")]
    public async Task Generate_WithTheCommand_GivesTheSameFiles(string name, params string[] options)
    {
        var combination = new Combination(name, ["--instance-tag", "Env=dev", .. options]);

        var here = await scratch.Clone.GenerateAsync(combination, $"here/{name}");
        var byCommand = await scratch.Clone.GenerateByCommandAsync(combination, $"command/{name}");

        Assert.Equal(byCommand.Files, here.Files);
        Assert.All(byCommand.Files, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(byCommand.Folder, file)), File.ReadAllBytes(Path.Combine(here.Folder, file))));
    }
}
