namespace Stopinator.Tests.Support;

/// <summary>Keeps every report of progress, at once and in order.</summary>
internal sealed class ListProgress(Action<PowerProgress>? then = null) : IProgress<PowerProgress>
{
    public List<PowerProgress> Reports { get; } = [];

    public void Report(PowerProgress value)
    {
        Reports.Add(value);
        then?.Invoke(value);
    }
}
