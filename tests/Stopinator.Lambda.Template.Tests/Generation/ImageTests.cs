using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The image of a generated function has the published program only: no SDK, no shell, and a user who is not root.</summary>
public sealed class ImageTests(Scratch scratch)
{
    [Theory]
    [InlineData("managed", "runtime", "publish/", "[\"dotnet\", \"/app/NightStop.dll\"]")]
    [LongInlineData("custom", "runtime-deps", "publish/bootstrap", "[\"/app/bootstrap\"]")]
    [InlineData("aot", "runtime-deps", "publish/bootstrap", "[\"/app/bootstrap\"]")]
    public async Task Dockerfile_OfEachRuntime_HasTheProgramWithoutShellAndRoot(string runtime, string image, string files, string command)
    {
        var project = await GenerateAsync(runtime);

        // Without RUN, nothing in the build needs the shell that the image does not have.
        Assert.Equal(
            [
                $"FROM mcr.microsoft.com/dotnet/{image}:10.0-noble-chiseled",
                $"COPY {files} /app/",
                "USER $APP_UID",
                $"ENTRYPOINT {command}",
            ],
            Instructions(project, "infra/Dockerfile"));
        Assert.Equal("*\n!publish\n", project.Read(".dockerignore"));
    }

    [Fact]
    public async Task DockerfileThatPublishes_LeavesTheProgramOnly()
    {
        var project = await GenerateAsync("aot");
        var instructions = Instructions(project, "infra/Dockerfile.publish");

        Assert.EndsWith(" AS build", instructions[0], StringComparison.Ordinal);
        Assert.Equal(["FROM scratch", "COPY --from=build /code/publish/ /"], instructions[^2..]);
    }

    private Task<GeneratedProject> GenerateAsync(string runtime) => scratch.ProjectAsync(
        new Combination("NightStop", "--instance-tag", "Env=dev", "--packaging", "image", "--runtime", runtime));

    private static string[] Instructions(GeneratedProject project, string file) =>
        [.. project.Read(file).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
}
