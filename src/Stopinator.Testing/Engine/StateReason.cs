namespace Stopinator.Testing.Engine;

/// <summary>The reason for the state of an instance. EC2's model lists the codes under <c>StateReason</c>.</summary>
internal sealed record StateReason(string Code, string Message)
{
    public static readonly StateReason Starting = new("pending", "pending");
    public static readonly StateReason UserShutdown = Of("Client.UserInitiatedShutdown", "User initiated shutdown");
    public static readonly StateReason UserHibernate = Of("Client.UserInitiatedHibernate", "User initiated hibernate");
    public static readonly StateReason SpotShutdown = Of("Server.SpotInstanceShutdown", "Instance stopped due to a Spot interruption");

    /// <summary>Returns a reason whose message begins with the code, as EC2's messages do.</summary>
    public static StateReason Of(string code, string text) => new(code, $"{code}: {text}");
}
