using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>A folder outside the repository, and in it the template, installed from this clone.</summary>
public sealed class Scratch : IAsyncLifetime
{
    /// <summary>A folder outside the repository for all that the tests write.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("stopinator-template-").FullName;

    /// <summary>The folder that the packages are packed into, when a test needs them.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>The template, installed from the clone as <c>dotnet new install .</c> does.</summary>
    public TemplateHive Clone { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Clone = await TemplateHive.InstallAsync(Path.Combine(Root, "clone"), Repository.Root);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
