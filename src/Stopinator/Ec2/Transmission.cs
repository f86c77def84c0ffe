namespace Stopinator.Ec2;

/// <summary>One attempt to send a request. It tells what was sent from what was not, and keeps one attempt from being sent twice.</summary>
/// <remarks>
/// Our own client reports each step through its handler (<see cref="WholeAnswerHandler"/>). A client that was handed over reports nothing,
/// so its requests count as sent once it was called.
/// </remarks>
internal sealed class Transmission
{
    private static readonly AsyncLocal<Transmission?> Ambient = new();

    private int _step = (int)Step.Waiting;

    private enum Step
    {
        /// <summary>Nothing was sent.</summary>
        Waiting,

        /// <summary>The request was handed to the network; EC2 may have carried it out.</summary>
        Sent,

        /// <summary>The connection could not be made; nothing was sent.</summary>
        NotConnected,

        /// <summary>The caller gave up before anything was sent. Nothing will be sent.</summary>
        GivenUp,
    }

    /// <summary>The attempt of the current asynchronous flow; null outside of one.</summary>
    public static Transmission? Current => Ambient.Value;

    /// <summary>True when EC2 may have received the request.</summary>
    public bool MayHaveArrived => Volatile.Read(ref _step) == (int)Step.Sent;

    /// <summary>EC2's name of the method, e.g. <c>StopInstances</c>; null until the request is made.</summary>
    public string? Method { get; set; }

    /// <summary>True when the signing keys were available in time.</summary>
    public bool HasCredentials { get; set; }

    /// <summary>Makes this the attempt of the current asynchronous flow.</summary>
    public void Enter() => Ambient.Value = this;

    /// <summary>Claims the right to send this attempt, which is granted once.</summary>
    /// <returns>False when the attempt was sent before, or given up.</returns>
    public bool TrySend() => Interlocked.CompareExchange(ref _step, (int)Step.Sent, (int)Step.Waiting) == (int)Step.Waiting;

    /// <summary>Gives the attempt up. Credentials that come later then send nothing.</summary>
    /// <returns>True when nothing was sent.</returns>
    public bool TryGiveUp()
    {
        Interlocked.CompareExchange(ref _step, (int)Step.GivenUp, (int)Step.Waiting);
        return !MayHaveArrived;
    }

    /// <summary>Records that the connection could not be made, so nothing was sent.</summary>
    public void NotConnected() => Volatile.Write(ref _step, (int)Step.NotConnected);
}
