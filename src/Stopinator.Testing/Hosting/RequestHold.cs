namespace Stopinator.Testing.Hosting;

/// <summary>
/// Holds a manual clock while a request is really being served. The clock is free during a simulated delay, since the delay waits for a
/// timer.
/// </summary>
internal sealed class RequestHold(TimeProvider clock) : IDisposable
{
    private IDisposable? _hold = (clock as SimulatedClock)?.Hold();

    public void Dispose() => _hold?.Dispose();

    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        // The timer is set first; otherwise the clock could jump over it.
        var wait = Task.Delay(delay, clock, cancellationToken);
        _hold?.Dispose();
        try
        {
            await wait.ConfigureAwait(false);
        }
        finally
        {
            _hold = (clock as SimulatedClock)?.Hold();
        }
    }
}
