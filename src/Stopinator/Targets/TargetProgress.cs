namespace Stopinator;

/// <summary>The progress within one target, while a run over many targets goes on.</summary>
/// <remarks>
/// The listener of such a run receives it when the listener is an <see cref="IProgress{T}"/> of this type, too. The calls for all targets
/// follow one another, on any thread.
/// </remarks>
/// <param name="Target">The target.</param>
/// <param name="Power">The progress of its instances.</param>
public sealed record TargetProgress(PowerTarget Target, PowerProgress Power);
