namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>A client of AWS, which is looked for when it is first needed: the given one, which is left alone, or one of our own.</summary>
internal sealed class AwsClient<T>(Func<T?> given, Func<T> make) : IDisposable
    where T : class, IDisposable
{
    private readonly Lazy<(T Client, bool IsOwn)> _client = new(() => given() is { } client ? (client, false) : (make(), true));

    public T Value => _client.Value.Client;

    public void Dispose()
    {
        if (_client.IsValueCreated && _client.Value.IsOwn)
        {
            _client.Value.Client.Dispose();
        }
    }
}
