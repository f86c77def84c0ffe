using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>Every Dockerfile of the samples: what builds the program is not in the image, and the image has no shell and no root.</summary>
public sealed class DockerfileTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Sample.Folder, "Dockerfile*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Sample.Folder, file).Replace('\\', '/'))
            .Where(file => !file.EndsWith(".dockerignore", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void Files_OfTheSamples_AreTwo() => Assert.Equal(["Worker/Dockerfile", "container-image/Dockerfile"], Files.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Files))]
    public void Image_OfADockerfile_HasTheNativeProgramOnly(string file)
    {
        var dockerfile = Dockerfile.Read(file);

        Assert.Equal(2, dockerfile.Stages.Length);
        Assert.Matches("^mcr[.]microsoft[.]com/dotnet/sdk:10[.]0-[a-z]+-aot AS build$", dockerfile.Stages[0][0].Arguments);
        Assert.Equal(["FROM", "WORKDIR", "COPY", "RUN"], dockerfile.Stages[0].Select(instruction => instruction.Name));
        Assert.Contains("-p:PublishProfile=Container", dockerfile.Publish);

        // Without a shell no instruction runs anything.
        Assert.Matches("^mcr[.]microsoft[.]com/dotnet/runtime-deps:10[.]0-[a-z]+-chiseled$", Assert.Single(dockerfile.Of("FROM")));
        Assert.Empty(dockerfile.Of("RUN"));
        Assert.StartsWith("--from=build ", Assert.Single(dockerfile.Of("COPY")), StringComparison.Ordinal);
        Assert.Equal(["$APP_UID"], dockerfile.Of("USER"));
        Assert.Equal([$"/app/{Path.GetFileName(dockerfile.Publish[1])}"], dockerfile.Words("ENTRYPOINT"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Context_OfADockerfile_LeavesOutWhatIsBuilt(string file) =>
        Assert.Equal(["**/bin", "**/obj", ".git", "artifacts", "samples/publish"], File.ReadLines(Sample.PathOf($"{file}.dockerignore")));

    [Fact]
    public void Image_OfTheCommand_DoesNothingUnlessItIsTold() =>
        Assert.Equal(["stop", "--dry-run"], Dockerfile.Read("container-image/Dockerfile").Words("CMD"));

    [Fact]
    public void Image_OfTheWorker_ListensWhereTheProbesAsk()
    {
        var port = Sample.Yaml("Worker/deployment.yaml")["spec"]!["template"]!["spec"]!["containers"]![0]!["ports"]![0]!["containerPort"]!;

        Assert.Equal([$"ASPNETCORE_HTTP_PORTS={port}"], Dockerfile.Read("Worker/Dockerfile").Of("ENV"));
    }
}
