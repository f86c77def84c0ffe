namespace Stopinator.Testing.Engine;

/// <summary>Why an instance is in its state; EC2's model lists the codes under <c>StateReason</c>.</summary>
internal sealed record StateReason(string Code, string Message)
{
    public static readonly StateReason Starting = new("pending", "pending");
    public static readonly StateReason UserShutdown = Of("Client.UserInitiatedShutdown", "User initiated shutdown");
    public static readonly StateReason UserHibernate = Of("Client.UserInitiatedHibernate", "User initiated hibernate");
    public static readonly StateReason SpotShutdown = Of("Server.SpotInstanceShutdown", "Instance stopped due to a Spot interruption");

    /// <summary>The message of a real state reason repeats its code.</summary>
    public static StateReason Of(string code, string text) => new(code, $"{code}: {text}");
}
