namespace Stopinator.Lambda;

/// <summary>A function that starts, stops or reboots EC2 instances as events ask.</summary>
public sealed class StopinatorFunction : IDisposable
{
    private StopinatorFunction()
    {
    }

    /// <summary>Serves Lambda's runtime API where there is one, and is a command that runs once elsewhere.</summary>
    public static Task<int> RunAsync(string[] args, Action<StopinatorOptions>? configure = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Handles one event, with the settings of the environment; for teams that bring their own host.</summary>
    public static Task<Stream> HandleAsync(Stream input) => throw new NotImplementedException();

    /// <summary>Creates a function with settings of its own, e.g. for a test.</summary>
    public static StopinatorFunction Create(
        IReadOnlyDictionary<string, string> environment, Action<StopinatorOptions>? configure = null, TimeProvider? timeProvider = null, Stream? log = null) =>
        throw new NotImplementedException();

    /// <summary>Handles one event.</summary>
    public Task<Stream> InvokeAsync(Stream input, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
