using Stopinator.Packages.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>What is in the image of a Dockerfile, built here by the command of its first stage.</summary>
internal sealed class NativeImage : IDisposable
{
    // As in the manifests: the file system is read-only, the user is not root, and no right can be had.
    private static readonly string[] Confinement =
    [
        "unshare", "--mount", "sh", "-c", "mount --make-rprivate / && mount -o remount,bind,ro / && exec \"$@\"", "sh",
        "setpriv", "--reuid", Container.User, "--regid", Container.User, "--clear-groups", "--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stopinator-image-");
    private readonly Dockerfile _dockerfile;

    private NativeImage(Dockerfile dockerfile) => _dockerfile = dockerfile;

    public string App => Path.Combine(_folder.FullName, "app");

    /// <summary>Builds it; skips the test where something is missing.</summary>
    public static async Task<NativeImage> BuildAsync(string dockerfile)
    {
        LongTests.Require();
        if (!await NativeCompiler.IsThereAsync())
        {
            NativeCompiler.Skip();
        }

        var attempt = await Command.RunAsync(Confinement[0], "/", DotNet.UsersEnvironment(), [.. Confinement[1..], "true"]);
        Assert.SkipUnless(attempt.ExitCode == 0, "A read-only file system needs unshare, setpriv and the rights of root.");
        var image = new NativeImage(Dockerfile.Read(dockerfile));
        await image.PublishAsync();
        return image;
    }

    /// <summary>The command line of a container of the image.</summary>
    public string[] CommandLine(params string[] arguments) => [.. Confinement, Path.Combine(App, Path.GetFileName(_dockerfile.Words("ENTRYPOINT")[0])), .. arguments];

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task PublishAsync()
    {
        var publish = Path.Combine(_folder.FullName, "publish");
        string[] arguments = [.. _dockerfile.Publish.Select(argument => argument == "/app" ? publish : argument)];
        Assert.Contains(publish, arguments);
        await DotNet.RunAsync(
            Repository.Root, new Dictionary<string, string>(), [.. arguments, $"-p:ArtifactsPath={_folder.FullName}/build", "-p:RunAnalyzers=false"]);

        if (!OperatingSystem.IsWindows())
        {
            // A temporary folder is closed to other users.
            _folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }

        foreach (var file in _dockerfile.Files)
        {
            File.Copy(Path.Combine(publish, file), Path.Combine(Directory.CreateDirectory(App).FullName, file));
        }
    }
}
