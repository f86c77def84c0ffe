using Stopinator.Testing.Engine;

namespace Stopinator.Testing;

/// <summary>Describes one instance. Each method returns the builder. A later call overrides an earlier one.</summary>
public sealed partial class InstanceBuilder
{
    private readonly DateTimeOffset _now;
    private InstanceSpec _spec;
    private Instance _instance;

    internal InstanceBuilder(Instance initial, DateTimeOffset now) => (_instance, _spec, _now) = (initial, initial.Spec, now);

    /// <summary>The time after which the transitional state ends; null when it lasts until something ends it.</summary>
    internal TimeSpan? SettlesAfter { get; private set; }

    internal Instance Build() => _instance with { Spec = _spec };

    /// <summary>Gives the instance an id of your choice.</summary>
    /// <param name="instanceId">The id: <c>i-</c> and 8 or 17 hexadecimal digits.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The id is malformed.</exception>
    public InstanceBuilder WithId(string instanceId)
    {
        if (!InstanceIds.IsWellFormed(instanceId))
        {
            throw new ArgumentException($"'{instanceId}' is not an instance id: i- and 8 or 17 hexadecimal digits.", nameof(instanceId));
        }

        return With(_spec with { Id = instanceId });
    }

    /// <summary>Sets the tag <c>Name</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder Named(string name) => Tagged("Name", name);

    /// <summary>Sets a tag.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, which may be empty.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder Tagged(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return With(_instance.WithTag(key, value));
    }

    /// <summary>Makes the instance running. This is the default.</summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder Running() => With(_instance.Started());

    /// <summary>Makes the instance stopped by a user, now.</summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder Stopped() => StoppedAt(_now);

    /// <summary>
    /// Makes the instance stopped by a user at a given time. StateTransitionReason is <c>User initiated (yyyy-MM-dd HH:mm:ss GMT)</c>.
    /// </summary>
    /// <param name="time">The time.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder StoppedAt(DateTimeOffset time) =>
        With(_instance.Leaving(SimulatedState.Stopped, time, StateReason.UserShutdown));

    /// <summary>Makes the instance pending.</summary>
    /// <param name="settlesAfter">The time after which the instance is running; by default never, unless you change its state.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder Pending(TimeSpan? settlesAfter = null) => With(_instance.Starting(_now), settlesAfter);

    /// <summary>Makes the instance stopping by a user, now.</summary>
    /// <param name="settlesAfter">
    /// The time after which the instance is stopped; by default only when force or skipping the OS shutdown frees it.
    /// </param>
    /// <returns>This builder.</returns>
    public InstanceBuilder Stopping(TimeSpan? settlesAfter = null) =>
        With(_instance.Leaving(SimulatedState.Stopping, _now, StateReason.UserShutdown), settlesAfter);

    /// <summary>Makes the instance shutting-down by a user, now.</summary>
    /// <param name="settlesAfter">The time after which the instance is terminated; by default never, unless you change its state.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder ShuttingDown(TimeSpan? settlesAfter = null) =>
        With(_instance.Leaving(SimulatedState.ShuttingDown, _now, StateReason.UserShutdown), settlesAfter);

    /// <summary>Makes the instance terminated by a user, now.</summary>
    /// <returns>This builder.</returns>
    public InstanceBuilder Terminated() => With(_instance.Leaving(SimulatedState.Terminated, _now, StateReason.UserShutdown));

    /// <summary>Sets the launch time; by default one day before the region's clock.</summary>
    /// <param name="time">The time; EC2 keeps whole seconds.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder LaunchedAt(DateTimeOffset time) =>
        With(_spec with { CreatedAt = time }).With(_instance with { LaunchTime = time });

    /// <summary>Sets StateTransitionReason to a text of your choice, e.g. one that no reader expects.</summary>
    /// <param name="reason">The text, which may be empty.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithTransitionReason(string reason) => With(_instance with { TransitionReason = reason });

    /// <summary>Sets StateReason.</summary>
    /// <param name="code">The code, e.g. <c>Server.ScheduledStop</c>.</param>
    /// <param name="message">The message; on EC2 it begins with the code.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithStateReason(string code, string message) => With(_instance with { StateReason = new(code, message) });

    private InstanceBuilder With(InstanceSpec spec)
    {
        _spec = spec;
        return this;
    }

    private InstanceBuilder With(Instance instance, TimeSpan? settlesAfter = null)
    {
        (_instance, SettlesAfter) = (instance, settlesAfter ?? (instance.State == _instance.State ? SettlesAfter : null));
        return this;
    }
}
