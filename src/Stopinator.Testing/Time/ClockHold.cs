namespace Stopinator.Testing;

/// <summary>One reason for the clock not to jump. Disposing the hold twice counts once.</summary>
internal sealed class ClockHold(ClockActivity activity) : IDisposable
{
    private ClockActivity? _activity = activity;

    public void Dispose() => Interlocked.Exchange(ref _activity, null)?.Release();
}
