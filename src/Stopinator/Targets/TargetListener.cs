using Stopinator.Diagnostics;

namespace Stopinator.Targets;

/// <summary>Calls the listener of a run at many targets. Targets end at the same time, but one call ends before the next begins.</summary>
internal sealed class TargetListener(IProgress<TargetReport>? listener)
{
    private readonly Lock _gate = new();

    /// <summary>Reports the end of a target. An exception of the listener must not cost the report of what was done.</summary>
    public void Ended(TargetReport report) => Safely.Do(() => Call(listener, report));

    /// <summary>Returns the listener of one target's own progress; null when nobody wants to know.</summary>
    public IProgress<PowerProgress>? At(PowerTarget target) =>
        listener is IProgress<TargetProgress> within ? new Within(this, within, target) : null;

    private void Call<T>(IProgress<T>? called, T value)
    {
        lock (_gate)
        {
            called?.Report(value);
        }
    }

    private sealed class Within(TargetListener all, IProgress<TargetProgress> listener, PowerTarget target) : IProgress<PowerProgress>
    {
        public void Report(PowerProgress value) => all.Call(listener, new TargetProgress(target, value));
    }
}
