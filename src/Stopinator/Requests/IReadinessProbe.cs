namespace Stopinator;

/// <summary>A test whether a running instance is ready, e.g. whether a port accepts connections.</summary>
/// <threadsafety>Several instances are probed at once, so a probe has to be safe for several threads.</threadsafety>
public interface IReadinessProbe
{
    /// <summary>The name in messages and in JSON, e.g. <c>tcp 5432</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Checks once an instance that was seen running. The method is called again until the instance is ready or the time is over. An
    /// exception means that the instance is not ready. Its message becomes part of the outcome.
    /// </summary>
    /// <param name="instance">The instance as EC2 last showed it.</param>
    /// <param name="cancellationToken">Ends the check: after 10 seconds, at the deadline, and when the run is cancelled.</param>
    ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken);
}

/// <summary>The result of a check of an instance: ready, or the part that is missing.</summary>
public readonly record struct Readiness
{
    private Readiness(string? missing) => Missing = missing;

    /// <summary>The instance is ready.</summary>
    public static Readiness Ready => default;

    /// <summary>The part that is missing; null when the instance is ready.</summary>
    public string? Missing { get; }

    /// <summary>The instance is not ready yet.</summary>
    /// <param name="missing">The part that is missing, e.g. <c>port 5432 refuses connections</c>.</param>
    public static Readiness NotYet(string missing)
    {
        ArgumentException.ThrowIfNullOrEmpty(missing);
        return new Readiness(missing);
    }
}
